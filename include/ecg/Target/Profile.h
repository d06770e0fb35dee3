// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which instructions a program runs on a simulated board, counted one by one by
// a plugin of QEMU. A program says where to cut by running a mark: an
// instruction that does nothing and no compiler makes.

#ifndef ECG_TARGET_PROFILE_H
#define ECG_TARGET_PROFILE_H

#include "ecg/Target/InstructionMix.h"
#include "ecg/Target/Targets.h"

namespace ecg {

/// What ran between two marks, by address.
using ExecutedRegion = std::vector<ExecutedInstruction>;

/// How programs for boards are compiled and linked: no operating system,
/// start-up code of the port. The libraries of the toolchain follow the
/// objects.
constexpr llvm::StringLiteral boardFlags =
    "-ffunction-sections -fdata-sections -Wl,--gc-sections -nostartfiles";

/// The arguments of QEMU that run `program` on a board, semihosting on.
std::vector<std::string> boardArguments(llvm::StringRef board,
                                        llvm::StringRef program);

/// Whether the code of `target` is RISC-V; else it is Thumb.
bool isRiscv(const Target &target);

/// A statement that is a mark, as C text for inline assembly.
llvm::StringRef markStatement(const Target &target);

/// Runs `program`, an ELF file, on the board of `target`: the regions between
/// its marks, in order. Marks themselves do not count.
llvm::Expected<std::vector<ExecutedRegion>> profile(const Target &target,
                                                    llvm::StringRef program);

} // namespace ecg

#endif // ECG_TARGET_PROFILE_H
