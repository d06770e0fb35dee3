// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kinds of instructions by their text. Private to the room.

#ifndef ECG_LIB_TARGET_COST_MNEMONICS_H
#define ECG_LIB_TARGET_COST_MNEMONICS_H

#include "ecg/Target/InstructionMix.h"

namespace ecg {

struct DecodedInstruction {
  InstructionKind kind = InstructionKind::Alu; ///< TakenBranch of all branches
  bool isConditional = false;                  ///< of branches
  unsigned moreWords = 0;
};

/// "smlad r0, r1, r2, r3"
DecodedInstruction decodeThumb(llvm::StringRef text);
/// "bnez a0, -4"
DecodedInstruction decodeRiscv(llvm::StringRef text);

} // namespace ecg

#endif // ECG_LIB_TARGET_COST_MNEMONICS_H
