// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channel ties of reshapes: a flatten makes each channel a block of neighbours,
// heads of attention come out of a dimension and go back into one.

#include "ChannelTies.h"

using namespace mlir;

namespace ecg {

namespace {

/// Dimensions above 1 of input and result that hold the same elements.
struct SameElements {
  SmallVector<int64_t, 4> in, out;
};

/// The shortest runs of dimensions whose products agree. Dimensions of size 1
/// come and go.
SmallVector<SameElements> matchDims(ArrayRef<int64_t> in,
                                    ArrayRef<int64_t> out) {
  SmallVector<SameElements> runs;
  size_t i = 0, o = 0;
  auto skipOnes = [](ArrayRef<int64_t> shape, size_t &d) {
    while (d < shape.size() && shape[d] == 1)
      ++d;
    return d < shape.size();
  };
  while (skipOnes(in, i) && skipOnes(out, o)) {
    SameElements &run = runs.emplace_back();
    int64_t left = in[i], right = out[o];
    run.in.push_back(i++);
    run.out.push_back(o++);
    while (left != right)
      if (left < right && skipOnes(in, i)) {
        left *= in[i];
        run.in.push_back(i++);
      } else if (right < left && skipOnes(out, o)) {
        right *= out[o];
        run.out.push_back(o++);
      } else {
        llvm_unreachable("a reshape of other elements");
      }
  }
  return runs;
}

/// One dimension on one side stands for several on the other: each of those may
/// be the channels, with a block of what comes after and repeated by what comes
/// before.
void tieParts(ChannelTies &ties, Value whole, int64_t dim, Value parts,
              ArrayRef<int64_t> dims, unsigned choice) {
  ArrayRef<int64_t> shape = shapeOf(parts);
  int64_t repeats = 1, size = shapeOf(whole)[dim];
  for (int64_t part : dims) {
    int64_t block = size / repeats / shape[part];
    ties.push_back({{{parts, part}, {whole, dim, block, 0, repeats}},
                    ChannelUse::Passes,
                    0,
                    dims.size() > 1 ? choice : 0});
    repeats *= shape[part];
  }
}

} // namespace

/// A flatten makes each channel a block of neighbours; heads of attention come
/// out of a dimension and go back into one.
ChannelTies ReshapeOp::getChannelTies() {
  ChannelTies ties;
  unsigned choice = 0;
  if (llvm::is_contained(shapeOf(getInput()), 0))
    return ties;
  for (const SameElements &run :
       matchDims(shapeOf(getInput()), shapeOf(getResult()))) {
    ++choice;
    if (run.out.size() == 1)
      tieParts(ties, getResult(), run.out[0], getInput(), run.in, choice);
    else if (run.in.size() == 1)
      tieParts(ties, getInput(), run.in[0], getResult(), run.out, choice);
  }
  return ties;
}

} // namespace ecg
