// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a piece of machine code is made of, by what instructions cost on cores:
// the common coin of counted programs (Profile.h) and cycle tables.

#ifndef ECG_TARGET_INSTRUCTIONMIX_H
#define ECG_TARGET_INSTRUCTIONMIX_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <string>
#include <vector>

namespace ecg {

/// Instructions that cost alike.
enum class InstructionKind {
  Alu,
  Multiply,     ///< of 32 bits: MUL, MLA, SMLAD, ...
  LongMultiply, ///< with a 64-bit result: SMLAL, UMULL, ...
  Divide,
  Load,          ///< also LDM, LDRD, POP: see InstructionMix::moreWords
  PipelinedLoad, ///< right behind another load or store
  Store,
  Branch, ///< not taken
  TakenBranch,
  Float,
  FloatMultiplyAdd,
  FloatDivide, ///< and square root
  Vector,
  VectorMemory,
  NumKinds
};

/// How often instructions of each kind run.
struct InstructionMix {
  std::array<double, size_t(InstructionKind::NumKinds)> counts{};
  /// Words that loads and stores of several registers move beyond one each.
  double moreWords = 0;

  double &operator[](InstructionKind kind) { return counts[size_t(kind)]; }
  double operator[](InstructionKind kind) const { return counts[size_t(kind)]; }
  InstructionMix &operator+=(const InstructionMix &other);
  double instructions() const;
};

/// One instruction of a program, and how often it ran.
struct ExecutedInstruction {
  uint64_t address = 0;
  std::string bytes; ///< as they lie in memory
  int64_t count = 0;
};

/// Sorts what ran into kinds. `instructions` are ordered by address; `riscv`:
/// RV32 instead of Thumb. A conditional branch is taken as often as the
/// instruction behind it did not run. Bytes that are no instruction are an
/// error.
llvm::Expected<InstructionMix>
mixOf(llvm::ArrayRef<ExecutedInstruction> instructions, bool riscv);

} // namespace ecg

#endif // ECG_TARGET_INSTRUCTIONMIX_H
