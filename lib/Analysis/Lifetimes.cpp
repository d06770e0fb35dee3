// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lifetimes of arena buffers, in place included.

#include "ecg/Analysis/Lifetimes.h"
#include <limits>
#include <set>

using namespace mlir;

namespace ecg {

Lifetimes::Lifetimes(func::FuncOp func) {
  SmallVector<rt::RtKernelOpInterface> calls;
  func.walk([&](rt::RtKernelOpInterface call) { calls.push_back(call); });
  Accesses accesses;
  for (auto [step, call] : llvm::enumerate(calls))
    for (Value operand : call->getOperands()) {
      rt::BufferPart part = rt::getPart(operand);
      if (part.root.getDefiningOp<rt::AllocOp>())
        accesses[part.root].push_back(
            {part.offset, part.end(), static_cast<int64_t>(step)});
    }
  for (auto &[root, itsAccesses] : accesses) {
    places[root] = {live.size(), 0};
    live.push_back(makeBuffer(itsAccesses));
  }
  // Only once all last uses are known can bytes be handed on.
  for (auto [step, call] : llvm::enumerate(calls))
    mergeInPlace(call, static_cast<int64_t>(step));
  startAtZero();
}

std::optional<Lifetimes::Place> Lifetimes::placeOf(rt::AllocOp alloc) const {
  auto found = places.find(alloc.getResult());
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

std::optional<Lifetimes::Span> Lifetimes::spanOf(Value operand) const {
  rt::BufferPart part = rt::getPart(operand);
  auto place = places.find(part.root);
  if (place == places.end())
    return std::nullopt;
  int64_t begin = place->second.offset + part.offset;
  return Span{place->second.buffer, begin, begin + part.bytes};
}

/// The output takes over the bytes of the first input that allows it.
void Lifetimes::mergeInPlace(rt::RtKernelOpInterface call, int64_t step) {
  if (call.getInPlaceInputs().empty())
    return;
  auto output = spanOf(call.getBuffers(rt::BufferRole::Output).front());
  if (!output)
    return;
  for (unsigned input : call.getInPlaceInputs()) {
    auto span = spanOf(call->getOperand(input));
    if (span && call.canRunInPlace(input) && !isReadElsewhere(call, input) &&
        merge(*span, *output, step))
      return;
  }
}

/// True when another operand shows some of the bytes of `input` shifted, so
/// that elements would be overwritten before they are read.
bool Lifetimes::isReadElsewhere(rt::RtKernelOpInterface call,
                                unsigned input) const {
  Span span = *spanOf(call->getOperand(input));
  return llvm::any_of(call->getOperands(), [&](Value operand) {
    auto other = spanOf(operand);
    bool isSame = other && other->begin == span.begin && other->end == span.end;
    return other && other->buffer == span.buffer && !isSame &&
           other->begin < span.end && span.begin < other->end;
  });
}

/// Moves all of the output's buffer into that of the input, so that both spans
/// are the same bytes; false when bytes would be needed twice at one step. The
/// emptied buffer stays in the list, so indices stay valid.
bool Lifetimes::merge(const Span &input, const Span &output, int64_t step) {
  if (input.buffer == output.buffer)
    return false;
  LiveBuffer moved = live[output.buffer];
  int64_t shift = input.begin - output.begin;
  for (LiveRange &range : moved.ranges) {
    range.begin += shift;
    range.end += shift;
  }
  auto isHandedOn = [&](const LiveRange &from, const LiveRange &to) {
    return from.last == step && to.first == step &&
           std::max(from.begin, to.begin) >= input.begin &&
           std::min(from.end, to.end) <= input.end;
  };
  for (const LiveRange &from : live[input.buffer].ranges)
    for (const LiveRange &to : moved.ranges)
      if (from.sharesByte(to) && from.sharesStep(to) && !isHandedOn(from, to))
        return false;

  live[output.buffer].ranges.clear();
  for (const LiveRange &range : moved.ranges) {
    auto *same = llvm::find_if(live[input.buffer].ranges, [&](LiveRange &from) {
      return from.begin == range.begin && from.end == range.end &&
             from.last == range.first;
    });
    if (same != live[input.buffer].ranges.end())
      same->last = range.last;
    else
      live[input.buffer].ranges.push_back(range);
  }
  for (auto &[root, place] : places)
    if (place.buffer == output.buffer)
      place = {input.buffer, place.offset + shift};
  return true;
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
