// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lifetimes of arena buffers, in place included.

#include "ecg/Analysis/Lifetimes.h"

using namespace mlir;

namespace ecg {

Value getRootBuffer(Value buffer) {
  while (auto view = buffer.getDefiningOp<rt::ViewOp>())
    buffer = view.getSource();
  return buffer;
}

Lifetimes::Lifetimes(func::FuncOp func) {
  SmallVector<rt::RtKernelOpInterface> calls;
  func.walk([&](rt::RtKernelOpInterface call) { calls.push_back(call); });
  for (auto [step, call] : llvm::enumerate(calls))
    for (Value operand : call->getOperands())
      addUse(operand, static_cast<int64_t>(step));
  // Only once all last uses are known can a buffer be handed on.
  for (auto [step, call] : llvm::enumerate(calls))
    mergeInPlace(call, static_cast<int64_t>(step));
}

std::optional<size_t> Lifetimes::bufferOf(rt::AllocOp alloc) const {
  auto found = indices.find(alloc.getResult());
  if (found == indices.end())
    return std::nullopt;
  return found->second;
}

bool Lifetimes::isArena(Value root) const { return indices.contains(root); }

void Lifetimes::addUse(Value operand, int64_t step) {
  Value root = getRootBuffer(operand);
  if (!root.getDefiningOp<rt::AllocOp>())
    return;
  auto [entry, isNew] = indices.try_emplace(root, live.size());
  if (isNew)
    live.push_back(
        {rt::getByteSize(cast<MemRefType>(root.getType())), step, step});
  live[entry->second].last = step;
}

/// The output takes over the bytes of an input that dies at this call. The
/// emptied buffer stays in the list with no bytes, so indices stay valid.
void Lifetimes::mergeInPlace(rt::RtKernelOpInterface call, int64_t step) {
  if (call.getInPlaceInputs().empty())
    return;
  Value output = getRootBuffer(call.getBuffers(rt::BufferRole::Output).front());
  if (!isArena(output))
    return;
  size_t target = indices[output];
  if (live[target].first != step)
    return; // written in parts before: its bytes are already needed
  for (unsigned input : call.getInPlaceInputs()) {
    Value root = getRootBuffer(call->getOperand(input));
    if (!isArena(root) || !call.canRunInPlace(input))
      continue;
    size_t source = indices[root];
    if (source == target || live[source].last != step ||
        live[source].bytes != live[target].bytes)
      continue;
    live[source].last = live[target].last;
    live[target].bytes = 0;
    live[target].last = live[target].first;
    for (auto &entry : indices)
      if (entry.second == target)
        entry.second = source;
    return;
  }
}

} // namespace ecg
