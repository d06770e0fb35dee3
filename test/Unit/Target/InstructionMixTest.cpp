// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Machine code sorted into kinds, and what the kinds cost.

#include "ecg/Target/CycleTable.h"
#include "ecg/Target/Targets.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace ecg;
using Kind = InstructionKind;

/// Instructions one behind the other, as hexadecimal bytes in memory.
static InstructionMix
mixOfCode(std::vector<std::pair<std::string, int64_t>> code,
          bool riscv = false) {
  std::vector<ExecutedInstruction> ran;
  uint64_t address = 0x100;
  for (const auto &[hex, count] : code) {
    ran.push_back({address, llvm::fromHex(hex), count});
    address += ran.back().bytes.size();
  }
  return llvm::cantFail(mixOf(ran, riscv));
}

TEST(InstructionMix, ProductsAreToldApart) {
  InstructionMix mix = mixOfCode({{"21fb0230", 5},   // smlad r0, r1, r2, r3
                                  {"c2fb0301", 7},   // smlal r0, r1, r2, r3
                                  {"91fbf2f0", 2},   // sdiv r0, r1, r2
                                  {"a7eea60a", 3}}); // vfma.f32 s0, s15, s13
  EXPECT_EQ(mix[Kind::Multiply], 5);
  EXPECT_EQ(mix[Kind::LongMultiply], 7);
  EXPECT_EQ(mix[Kind::Divide], 2);
  EXPECT_EQ(mix[Kind::FloatMultiplyAdd], 3);
  EXPECT_EQ(mix.instructions(), 17);
}

TEST(InstructionMix, LoadsPipelineBehindMemoryAccesses) {
  InstructionMix mix = mixOfCode({{"0868", 4},   // ldr r0, [r1]
                                  {"0a68", 4},   // ldr r2, [r1]
                                  {"0ec8", 4}}); // ldmia r0!, {r1, r2, r3}
  EXPECT_EQ(mix[Kind::Load], 8);
  EXPECT_EQ(mix[Kind::PipelinedLoad], 4);
  EXPECT_EQ(mix.moreWords, 8);
}

/// A loop of 10 rounds: its branch is not taken once.
TEST(InstructionMix, BranchesAreTakenWhereTheNextInstructionDidNotRun) {
  InstructionMix mix = mixOfCode({{"0138", 10},  // subs r0, #1
                                  {"fdd1", 10},  // bne back
                                  {"7047", 1}}); // bx lr
  EXPECT_EQ(mix[Kind::Branch], 1);
  EXPECT_EQ(mix[Kind::TakenBranch], 10); // nine and the return
}

TEST(InstructionMix, HeliumHasKindsOfItsOwn) {
  InstructionMix mix = mixOfCode({{"90ed001e", 2},   // vldrb.u8 q0, [r0]
                                  {"71fe4d0f", 1},   // vpst
                                  {"f2ee240f", 3}}); // vmladava.s8 r0, q1, q2
  EXPECT_EQ(mix[Kind::VectorMemory], 2);
  EXPECT_EQ(mix[Kind::Vector], 3);
  EXPECT_EQ(mix[Kind::Alu], 1);
}

TEST(InstructionMix, KnowsRiscv) {
  InstructionMix mix = mixOfCode({{"83a50500", 2}, // lw a1, 0(a1)
                                  {"3305b502", 3}, // mul a0, a0, a1
                                  {"8280", 1}},    // ret
                                 /*riscv=*/true);
  EXPECT_EQ(mix[Kind::Load], 2);
  EXPECT_EQ(mix[Kind::Multiply], 3);
  EXPECT_EQ(mix[Kind::TakenBranch], 1);
}

TEST(InstructionMix, RefusesBytesThatAreNoInstruction) {
  std::vector<ExecutedInstruction> ran{{0x100, "\xff\xff\xff\xff", 1}};
  auto mix = mixOf(ran, /*riscv=*/false);
  ASSERT_FALSE(mix);
  EXPECT_EQ(llvm::toString(mix.takeError()),
            "no instruction known: FFFFFFFF at 0x100");
}

TEST(CycleTable, WaitStatesCostBranches) {
  const CycleTable *table = findCycleTable("cortex-m4");
  ASSERT_TRUE(table);
  InstructionMix mix;
  mix[Kind::Alu] = 100;
  mix[Kind::TakenBranch] = 10;
  mix[Kind::Load] = 5;
  mix.moreWords = 4;
  EXPECT_EQ(table->cyclesOf(mix, 0), 100 + 10 * 3 + 5 * 2 + 4);
  EXPECT_EQ(table->cyclesOf(mix, 2), table->cyclesOf(mix, 0) + 2 * 10);
}

/// A new target with a board brings a table.
TEST(CycleTable, EveryTargetWithABoardHasOne) {
  for (const Target &target : allTargets())
    EXPECT_TRUE(target.board.empty() || findCycleTable(target.name))
        << target.name.str();
}
