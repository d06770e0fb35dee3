// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// By prefix, as mnemonics of both architectures are built.

#include "Mnemonics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace ecg {

using Kind = InstructionKind;

static bool startsWithAny(llvm::StringRef text,
                          llvm::ArrayRef<llvm::StringRef> prefixes) {
  return llvm::any_of(prefixes, [&](llvm::StringRef prefix) {
    return text.starts_with(prefix);
  });
}

/// Registers in "{r4, r5, r6, pc}" beyond the first; ranges are not printed for
/// core registers, and "d8-d11" by none of our programs in a loop.
static unsigned registersBeyondOne(llvm::StringRef text) {
  return text.split('{').second.count(',');
}

static DecodedInstruction decodeVector(llvm::StringRef name,
                                       llvm::StringRef operands) {
  bool memory = startsWithAny(name, {"vld", "vst", "vpush", "vpop"});
  // Only Helium names q registers.
  if (operands.contains(" q") || operands.starts_with("q") ||
      operands.contains("{q"))
    return {memory ? Kind::VectorMemory : Kind::Vector};
  if (memory) {
    bool store = startsWithAny(name, {"vst", "vpush"});
    return {store ? Kind::Store : Kind::Load, false,
            registersBeyondOne(operands)};
  }
  if (startsWithAny(name, {"vfm", "vfnm", "vmla", "vmls", "vnml"}))
    return {Kind::FloatMultiplyAdd};
  if (startsWithAny(name, {"vdiv", "vsqrt"}))
    return {Kind::FloatDivide};
  return {Kind::Float};
}

static bool isCondition(llvm::StringRef text) {
  static constexpr llvm::StringLiteral conditions[] = {
      "eq", "ne", "hs", "lo", "cs", "cc", "mi", "pl",
      "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"};
  return llvm::is_contained(conditions, text);
}

DecodedInstruction decodeThumb(llvm::StringRef text) {
  auto [word, operands] = text.split(' ');
  llvm::StringRef name = word.split('.').first;
  if (name == "cbz" || name == "cbnz" ||
      (name.starts_with("b") && isCondition(name.drop_front())))
    return {Kind::TakenBranch, /*isConditional=*/true};
  // A low-overhead loop's end costs nothing where the core keeps the loop.
  if (llvm::is_contained({"le", "letp"}, name))
    return {Kind::Alu};
  if (llvm::is_contained({"b", "bl", "blx", "bx", "tbb", "tbh", "bxns"}, name))
    return {Kind::TakenBranch};
  if (name.starts_with("v"))
    return decodeVector(name, operands);
  if (startsWithAny(name, {"ldm", "pop"}))
    return {Kind::Load, false, registersBeyondOne(operands)};
  if (startsWithAny(name, {"stm", "push"}))
    return {Kind::Store, false, registersBeyondOne(operands)};
  if (name.starts_with("ldr"))
    return {Kind::Load, false, name == "ldrd"};
  if (name.starts_with("str"))
    return {Kind::Store, false, name == "strd"};
  if (startsWithAny(name,
                    {"smlal", "smlsl", "smull", "umull", "umlal", "umaal"}))
    return {Kind::LongMultiply};
  if (startsWithAny(name, {"mul", "mla", "mls", "smla", "smls", "smul", "smuad",
                           "smusd", "smmul", "smmla", "smmls"}))
    return {Kind::Multiply};
  if (llvm::is_contained({"sdiv", "udiv"}, name))
    return {Kind::Divide};
  return {};
}

DecodedInstruction decodeRiscv(llvm::StringRef text) {
  llvm::StringRef name = text.split(' ').first;
  if (llvm::is_contained({"lb", "lbu", "lh", "lhu", "lw"}, name))
    return {Kind::Load};
  if (llvm::is_contained({"sb", "sh", "sw"}, name))
    return {Kind::Store};
  if (startsWithAny(name, {"div", "rem"}))
    return {Kind::Divide};
  if (name.starts_with("mul"))
    return {Kind::Multiply};
  if (llvm::is_contained({"j", "jal", "jr", "jalr", "ret", "call"}, name))
    return {Kind::TakenBranch};
  if (startsWithAny(name, {"beq", "bne", "blt", "bge", "ble", "bgt"}))
    return {Kind::TakenBranch, /*isConditional=*/true};
  return {};
}

} // namespace ecg
