// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Executed machine code, disassembled and sorted.

#include "ecg/Target/InstructionMix.h"
#include "Mnemonics.h"
#include "llvm-c/Disassembler.h"
#include "llvm-c/Target.h"
#include "llvm/ADT/StringExtras.h"
#include <numeric>

namespace ecg {

using Kind = InstructionKind;

InstructionMix &InstructionMix::operator+=(const InstructionMix &other) {
  for (size_t i = 0; i < counts.size(); ++i)
    counts[i] += other.counts[i];
  moreWords += other.moreWords;
  return *this;
}

double InstructionMix::instructions() const {
  return std::accumulate(counts.begin(), counts.end(), 0.0);
}

namespace {

class Disassembler {
public:
  explicit Disassembler(bool riscv) : riscv(riscv) {
    if (riscv) {
      LLVMInitializeRISCVTargetInfo();
      LLVMInitializeRISCVTargetMC();
      LLVMInitializeRISCVDisassembler();
      context = LLVMCreateDisasmCPUFeatures("riscv32-none-elf", "generic-rv32",
                                            "+m,+a,+c,+f,+zba,+zbb,+zbs",
                                            nullptr, 0, nullptr, nullptr);
    } else {
      LLVMInitializeARMTargetInfo();
      LLVMInitializeARMTargetMC();
      LLVMInitializeARMDisassembler();
      // Knows everything that smaller cores do.
      context = LLVMCreateDisasmCPU("thumbv8.1m.main-none-eabi", "cortex-m55",
                                    nullptr, 0, nullptr, nullptr);
    }
  }
  ~Disassembler() { LLVMDisasmDispose(context); }
  Disassembler(const Disassembler &) = delete;

  llvm::Expected<DecodedInstruction>
  decode(const ExecutedInstruction &instruction) {
    // The disassembler would wait for instructions that depend on this one.
    if (!riscv && startsItBlock(instruction.bytes))
      return DecodedInstruction{};
    std::string bytes = instruction.bytes;
    char text[128] = "";
    size_t size = LLVMDisasmInstruction(
        context, reinterpret_cast<uint8_t *>(bytes.data()), bytes.size(),
        instruction.address, text, sizeof(text));
    if (size != bytes.size())
      return llvm::createStringError(
          "no instruction known: " + llvm::toHex(bytes) + " at 0x" +
          llvm::utohexstr(instruction.address, /*LowerCase=*/true));
    std::string line = llvm::StringRef(text).trim().str();
    std::replace(line.begin(), line.end(), '\t', ' ');
    return riscv ? decodeRiscv(line) : decodeThumb(line);
  }

private:
  /// IT, 0xBFxy with y not 0, and VPT/VPST of Helium (0xFE71 ... 0x1F4D).
  static bool startsItBlock(llvm::StringRef bytes) {
    auto at = [&](size_t i) { return uint8_t(bytes[i]); };
    return (bytes.size() == 2 && at(1) == 0xBF && at(0) & 0xF) ||
           (bytes.size() == 4 && at(1) == 0xFE && (at(3) & 0x0F) == 0x0F);
  }

  bool riscv;
  LLVMDisasmContextRef context;
};

} // namespace

llvm::Expected<InstructionMix>
mixOf(llvm::ArrayRef<ExecutedInstruction> instructions, bool riscv) {
  Disassembler disassembler(riscv);
  InstructionMix mix;
  bool afterMemory = false; // the instruction before is a load or store
  for (auto [i, ran] : llvm::enumerate(instructions)) {
    auto decoded = disassembler.decode(ran);
    if (!decoded)
      return decoded.takeError();
    const ExecutedInstruction *next =
        i + 1 < instructions.size() &&
                instructions[i + 1].address == ran.address + ran.bytes.size()
            ? &instructions[i + 1]
            : nullptr;
    Kind kind = decoded->kind;
    double count = ran.count;
    if (decoded->isConditional && next) {
      double through = std::min<double>(count, next->count);
      mix[Kind::Branch] += through;
      count -= through;
    }
    bool single = kind == Kind::Load && decoded->moreWords == 0;
    mix[single && afterMemory ? Kind::PipelinedLoad : kind] += count;
    mix.moreWords += double(ran.count) * decoded->moreWords;
    afterMemory = next && (single || kind == Kind::Store);
  }
  return mix;
}

} // namespace ecg
