// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lifetimes of arena buffers, in place included.

#include "ecg/Analysis/Lifetimes.h"
#include <limits>
#include <set>

using namespace mlir;

namespace ecg {

Lifetimes::Lifetimes(func::FuncOp func, FindAhead findAhead) {
  SmallVector<rt::RtKernelOpInterface> calls;
  func.walk([&](rt::RtKernelOpInterface call) { calls.push_back(call); });
  Accesses accesses;
  // The caller writes inputs before the first call.
  for (BlockArgument argument : func.getArguments())
    if (rt::isInArena(argument))
      accesses[argument].push_back({0, rt::getPart(argument).bytes, 0});
  for (auto [step, call] : llvm::enumerate(calls))
    for (Value operand : call->getOperands()) {
      rt::BufferPart part = rt::getPart(operand);
      if (part.root.getDefiningOp<rt::AllocOp>() ||
          accesses.contains(part.root))
        accesses[part.root].push_back(
            {part.offset, part.end(), static_cast<int64_t>(step)});
    }
  for (auto &[root, itsAccesses] : accesses) {
    places[root] = {live.size(), 0};
    live.push_back(makeBuffer(itsAccesses));
  }
  // Only once all last uses are known can bytes be handed on.
  for (auto [step, call] : llvm::enumerate(calls))
    findHandovers(call, static_cast<int64_t>(step));
  for (const Handover &handover : handovers)
    merge(spanOf(handover.input), spanOf(handover.output));
  startAtZero();
  for (auto [step, call] : llvm::enumerate(calls))
    for (rt::BufferRole role :
         {rt::BufferRole::Output, rt::BufferRole::Scratch})
      findShared(call, static_cast<int64_t>(step), role, findAhead);
}

std::optional<Lifetimes::Place> Lifetimes::placeOf(Value root) const {
  auto found = places.find(root);
  if (found == places.end())
    return std::nullopt;
  return found->second;
}

/// Cuts the buffer wherever an access begins or ends; neighbours that live
/// equally long are one range again.
LiveBuffer Lifetimes::makeBuffer(ArrayRef<Access> accesses) {
  std::set<int64_t> cuts;
  for (const Access &access : accesses)
    cuts.insert({access.begin, access.end});
  LiveBuffer buffer;
  for (auto cut = cuts.begin(), next = std::next(cut); next != cuts.end();
       ++cut, ++next) {
    LiveRange range{*cut, *next, std::numeric_limits<int64_t>::max(), -1};
    for (const Access &access : accesses)
      if (access.begin <= *cut && *next <= access.end) {
        range.first = std::min(range.first, access.step);
        range.last = std::max(range.last, access.step);
      }
    if (range.last < 0)
      continue; // a gap that nobody uses
    LiveRange *before = buffer.ranges.empty() ? nullptr : &buffer.ranges.back();
    if (before && before->end == range.begin && before->first == range.first &&
        before->last == range.last)
      before->end = range.end;
    else
      buffer.ranges.push_back(range);
  }
  return buffer;
}

BufferSpan Lifetimes::spanOf(const rt::BufferPart &part) const {
  Place place = places.lookup(part.root);
  int64_t begin = place.offset + part.offset;
  return {place.buffer, begin, begin + part.bytes};
}

/// True when another operand shows some of the bytes of operand `input`
/// shifted, so that elements would be overwritten before they are read.
static bool isReadElsewhere(rt::RtKernelOpInterface call, unsigned input) {
  rt::BufferPart part = rt::getPart(call->getOperand(input));
  return llvm::any_of(call->getOperands(), [&](Value operand) {
    rt::BufferPart other = rt::getPart(operand);
    return other.root == part.root && !(other == part) &&
           other.offset < part.end() && part.offset < other.end();
  });
}

void Lifetimes::findHandovers(rt::RtKernelOpInterface call, int64_t step) {
  for (unsigned input : call.getInPlaceInputs()) {
    rt::BufferPart from = rt::getPart(call->getOperand(input));
    rt::BufferPart to =
        rt::getPart(call.getBuffers(rt::BufferRole::Output).front());
    if (places.contains(from.root) && places.contains(to.root) &&
        call.canRunInPlace(input) && !isReadElsewhere(call, input))
      handovers.push_back({from, to, step});
  }
}

void Lifetimes::findShared(rt::RtKernelOpInterface call, int64_t step,
                           rt::BufferRole role, FindAhead findAhead) {
  SmallVector<Value> inputs = call.getBuffers(rt::BufferRole::Input);
  SmallVector<Value> born = call.getBuffers(role);
  if (inputs.empty() || born.empty())
    return;
  rt::BufferPart from = rt::getPart(inputs.front());
  rt::BufferPart to = rt::getPart(born.front());
  if (!places.contains(from.root) || !places.contains(to.root))
    return;
  if (std::optional<int64_t> ahead = findAhead(call, role))
    shared.push_back({step, spanOf(from), spanOf(to), *ahead});
}

/// Whether bytes that `from` and `to` would share may be handed on from one to
/// the other, when all of the output's buffer is moved by `shift` into that of
/// the input.
bool Lifetimes::isHandedOn(const LiveRange &from, const LiveRange &to,
                           size_t input, size_t output, int64_t shift) const {
  return llvm::any_of(handovers, [&](const Handover &handover) {
    BufferSpan source = spanOf(handover.input),
               target = spanOf(handover.output);
    return source.buffer == input && target.buffer == output &&
           target.begin + shift == source.begin && from.last == handover.step &&
           to.first == handover.step &&
           std::max(from.begin, to.begin) >= source.begin &&
           std::min(from.end, to.end) <= source.end;
  });
}

/// Moves all of the output's buffer into that of the input, so that both spans
/// are the same bytes, unless bytes would be needed twice at one step. The
/// emptied buffer stays in the list, so indices stay valid.
void Lifetimes::merge(const BufferSpan &input, const BufferSpan &output) {
  if (input.buffer == output.buffer)
    return;
  LiveBuffer &kept = live[input.buffer];
  LiveBuffer moved = live[output.buffer];
  int64_t shift = input.begin - output.begin;
  for (LiveRange &range : moved.ranges) {
    range.begin += shift;
    range.end += shift;
  }
  for (const LiveRange &from : kept.ranges)
    for (const LiveRange &to : moved.ranges)
      if (from.sharesByte(to) && from.sharesStep(to) &&
          !isHandedOn(from, to, input.buffer, output.buffer, shift))
        return;

  live[output.buffer].ranges.clear();
  for (const LiveRange &range : moved.ranges) {
    auto *same = llvm::find_if(kept.ranges, [&](const LiveRange &from) {
      return from.begin == range.begin && from.end == range.end &&
             from.last == range.first;
    });
    if (same != kept.ranges.end())
      same->last = range.last;
    else
      kept.ranges.push_back(range);
  }
  for (auto &[root, place] : places)
    if (place.buffer == output.buffer)
      place = {input.buffer, place.offset + shift};
}

/// What came by merging may lie before the first byte.
void Lifetimes::startAtZero() {
  SmallVector<int64_t> starts(live.size(), 0);
  for (auto &[root, place] : places)
    starts[place.buffer] = std::min(starts[place.buffer], place.offset);
  for (auto [buffer, start] : llvm::zip_equal(live, starts))
    for (LiveRange &range : buffer.ranges) {
      range.begin -= start;
      range.end -= start;
    }
  for (auto &[root, place] : places)
    place.offset -= starts[place.buffer];
}

} // namespace ecg
