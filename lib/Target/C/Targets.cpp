// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of targets.

#include "ecg/Target/Targets.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ecg {

llvm::ArrayRef<Target> allTargets() {
  static const Target targets[] = {
      {"generic", "any C99 compiler, reference kernels", "ref", "", "", ""},
      {"cortex-m4", "Arm Cortex-M4F, DSP instructions", "cortex-m",
       "arm-none-eabi-gcc",
       "-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard",
       "mps2-an386"},
      {"cortex-m7", "Arm Cortex-M7F, kernels of cortex-m4", "cortex-m",
       "arm-none-eabi-gcc",
       "-mcpu=cortex-m7 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard",
       "mps2-an500"},
      {"cortex-m33", "Arm Cortex-M33F with DSP, kernels of cortex-m4",
       "cortex-m", "arm-none-eabi-gcc",
       "-mcpu=cortex-m33 -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard", ""},
      {"cortex-m55", "Arm Cortex-M55, Helium (MVE) for integers and floats",
       "cortex-m55", "arm-none-eabi-gcc",
       "-mcpu=cortex-m55 -mthumb -mfloat-abi=hard", "mps3-an547"},
      // GCC 12 does not know its name; the instructions are the same.
      {"cortex-m85", "Arm Cortex-M85, kernels of cortex-m55", "cortex-m55",
       "arm-none-eabi-gcc", "-mcpu=cortex-m55 -mthumb -mfloat-abi=hard", ""},
      {"cortex-m0plus", "Arm Cortex-M0+ and M0 (Armv6-M)", "scalar",
       "arm-none-eabi-gcc", "-mcpu=cortex-m0plus -mthumb", "mps2-an385"},
      {"cortex-m3", "Arm Cortex-M3, kernels of cortex-m0plus", "scalar",
       "arm-none-eabi-gcc", "-mcpu=cortex-m3 -mthumb", "mps2-an385"},
      {"riscv32", "RISC-V RV32IMC, kernels of cortex-m0plus", "scalar",
       "riscv64-unknown-elf-gcc", "-march=rv32imc -mabi=ilp32", "virt"},
  };
  return targets;
}

const Toolchain *Target::toolchain() const {
  static const Toolchain toolchains[] = {
      {"arm-none-eabi-gcc", "--specs=nano.specs --specs=nosys.specs -lm", "",
       "qemu-system-arm", ""},
      {"riscv64-unknown-elf-gcc", "-nostdlib -lgcc", "libc",
       "qemu-system-riscv32", "-bios none"},
  };
  for (const Toolchain &toolchain : toolchains)
    if (toolchain.compiler == compiler)
      return &toolchain;
  return nullptr;
}

llvm::Expected<const Target *> findTarget(llvm::StringRef name) {
  for (const Target &target : allTargets())
    if (target.name == name)
      return &target;
  std::string names = llvm::join(
      llvm::map_range(allTargets(),
                      [](const Target &target) { return target.name.str(); }),
      ", ");
  return llvm::createStringError("unknown target '" + name +
                                 "'; known targets: " + names);
}

} // namespace ecg
