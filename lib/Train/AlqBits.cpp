// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each group would lose in each code, and who goes first. The arithmetic
// of both is Compress's business.

#include "AlqBits.h"
#include "AlqChannels.h"
#include "ecg/Compress/BitBudget.h"
#include "ecg/Compress/BitFit.h"
#include "ecg/Compress/TypeBudget.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <numeric>

using namespace mlir;

namespace ecg {

namespace {

/// A group in another code.
struct Candidate {
  BitChoice choice;
  std::vector<float> alphas;
};

/// All groups of all layers, with the codes they could have.
class BitSearch {
public:
  BitSearch(func::FuncOp function, const AlqOptions &options,
            const AlqGoal &goal, const SecondMoments &moments)
      : options(options), goal(goal), layers(MultiBitWeights::find(function)),
        channels(function) {
    for (size_t l = 0; l < layers.size(); ++l)
      propose(l, moments);
  }

  /// Lowers groups until `save` bytes (or bits) are saved; false where none
  /// could be.
  bool lower(double save);

private:
  bool isAllowed(int64_t code) const;
  void propose(size_t layer, const SecondMoments &moments);
  Candidate makeCandidate(ArrayRef<float> weights, ArrayRef<float> stored,
                          int64_t code, ArrayRef<float> curvature) const;
  void limitEmptyRows(size_t layer, size_t firstGroup);

  const AlqOptions &options;
  const AlqGoal &goal;
  std::vector<MultiBitWeights> layers;
  AlqChannels channels;
  std::vector<std::vector<Candidate>> groups;
  std::vector<std::pair<size_t, int64_t>> places; ///< layer and group
};

bool BitSearch::isAllowed(int64_t code) const {
  if (code == bit_codes::zero)
    return true;
  bool sums = bitCodes()[code].levels == BitCode::Levels::Sums ||
              bitCodes()[code].high == 1;
  switch (options.codes) {
  case AlqOptions::Codes::All:
    return true;
  case AlqOptions::Codes::Sums:
    return sums && bitCodes()[code].name != "ternary";
  case AlqOptions::Codes::Steps:
    return bitCodes()[code].levels != BitCode::Levels::Sums;
  }
  return false;
}

/// Second moments, and a little everywhere, for weights that no gradient saw.
std::vector<float> curvatureOf(const MultiBitWeights &layer,
                               const SecondMoments &moments) {
  std::vector<float> curvature = moments.lookup(layer.weights());
  if (curvature.empty()) // weights that did not learn
    curvature.assign(layer.numWeights(), 1);
  double mean = 0;
  for (float value : curvature)
    mean += value / double(curvature.size());
  for (float &value : curvature)
    value += static_cast<float>(0.01 * mean);
  return curvature;
}

/// ALQ-5, for any change of the weights of a group: 1/2 d^T H d.
double lossOf(ArrayRef<float> before, ArrayRef<float> after,
              ArrayRef<float> curvature) {
  double loss = 0;
  for (auto [b, a, h] : llvm::zip_equal(before, after, curvature))
    loss += 0.5 * h * (a - b) * (a - b);
  return loss;
}

/// `stored` are the weights of a group as devices have them now.
Candidate BitSearch::makeCandidate(ArrayRef<float> weights,
                                   ArrayRef<float> stored, int64_t number,
                                   ArrayRef<float> curvature) const {
  const BitCode &code = bitCodes()[number];
  std::vector<float> alphas = fitCoordinates(weights, code, curvature);
  std::vector<float> after = roundToLevels(weights, code, alphas);
  double loss = lossOf(stored, after, curvature);
  return {{number, goal.costOf(code, int64_t(weights.size())), loss},
          std::move(alphas)};
}

void BitSearch::propose(size_t l, const SecondMoments &moments) {
  const MultiBitWeights &layer = layers[l];
  std::vector<float> all = curvatureOf(layer, moments);
  auto cost = [&](const BitCode &code, int64_t n) {
    return goal.costOf(code, n);
  };
  bool isRow = layer.groups().areRows();
  std::optional<double> more = isRow ? channels.savedByRow(layers, l, cost) : 0;
  size_t first = groups.size();
  for (int64_t g = 0; g < layer.size(); ++g) {
    std::vector<float> curvature = layer.gather(all, g);
    std::vector<float> weights = layer.weightsOf(g);
    std::vector<float> stored = layer.storedOf(g);
    int64_t size = layer.groups().size;
    double now = goal.costOf(layer.codeOf(g), size);
    std::vector<Candidate> &made = groups.emplace_back();
    places.push_back({l, g});
    made.push_back({{layer.codeNumber(g), now, 0}, {}});
    for (int64_t code = 0; code < int64_t(bitCodes().size()); ++code) {
      if (!isAllowed(code) || goal.costOf(bitCodes()[code], size) >= now ||
          (code == bit_codes::zero && !more))
        continue;
      made.push_back(makeCandidate(weights, stored, code, curvature));
      // The row's bias and scale go, too.
      if (code == bit_codes::zero && isRow)
        made.back().choice.bytes -=
            *more + (goal.countsBytes() ? double(kChannelBytes) : 0);
    }
  }
  if (isRow)
    limitEmptyRows(l, first);
}

/// Enough rows of a layer stay: those that would lose most by leaving.
void BitSearch::limitEmptyRows(size_t l, size_t first) {
  auto isEmpty = [](const Candidate &c) {
    return c.choice.code == bit_codes::zero;
  };
  std::vector<std::pair<double, size_t>> order;
  for (size_t g = first; g < groups.size(); ++g)
    if (auto found = llvm::find_if(groups[g], isEmpty);
        found != groups[g].end())
      order.push_back({found->choice.loss, g});
  llvm::sort(order);
  int64_t most = std::max<int64_t>(0, layers[l].rows() - options.minChannels);
  for (size_t i = most; i < order.size(); ++i)
    llvm::erase_if(groups[order[i].second], isEmpty);
}

bool BitSearch::lower(double save) {
  std::vector<std::vector<BitChoice>> choices;
  for (const std::vector<Candidate> &group : groups) {
    std::vector<BitChoice> &row = choices.emplace_back();
    for (const Candidate &candidate : group)
      row.push_back(candidate.choice);
  }
  bool any = false;
  for (auto [i, chosen] : llvm::enumerate(chooseBits(choices, save))) {
    if (chosen == 0)
      continue;
    auto [layer, group] = places[i];
    const Candidate &candidate = groups[i][chosen];
    layers[layer].setGroup(group, candidate.choice.code, candidate.alphas);
    any = true;
  }
  for (MultiBitWeights &layer : layers)
    layer.write();
  return any;
}

} // namespace

/// Removes the channels of empty rows, here and in `moments`: weights carry
/// their places through the removal in place of themselves.
static int64_t removeEmptyChannels(func::FuncOp function,
                                   SecondMoments &moments) {
  llvm::DenseMap<Operation *, std::vector<float>> before;
  for (const MultiBitWeights &layer : MultiBitWeights::find(function)) {
    ConstantOp constant = layer.weights();
    std::vector<float> places(layer.numWeights());
    std::iota(places.begin(), places.end(), 0.0f); // exact below 2^24
    before[constant] = readFloats(constant);
    writeFloats(constant, places);
  }
  int64_t removed = AlqChannels::removeEmpty(function);
  for (auto &[op, weights] : before) {
    auto constant = cast<ConstantOp>(op);
    std::vector<float> places = readFloats(constant);
    auto pick = [&](ArrayRef<float> from) {
      std::vector<float> kept;
      for (float place : places)
        kept.push_back(from[static_cast<size_t>(place)]);
      return kept;
    };
    writeFloats(constant, pick(weights));
    if (auto found = moments.find(constant); found != moments.end())
      found->second = pick(found->second);
  }
  return removed;
}

AlqGoal::AlqGoal(const AlqOptions &options, func::FuncOp function)
    : options(options), numWeights(0) {
  for (const MultiBitWeights &layer : MultiBitWeights::find(function))
    numWeights += double(layer.numWeights());
}

double AlqGoal::sizeOf(func::FuncOp function) const {
  if (options.bytes)
    return double(storedBytes(function));
  double bits = 0;
  for (const MultiBitWeights &layer : MultiBitWeights::find(function))
    for (int64_t g = 0; g < layer.size(); ++g)
      bits += costOf(layer.codeOf(g), layer.groups().size);
  return bits / numWeights;
}

std::string AlqGoal::describe(double size) const {
  return options.bytes
             ? llvm::formatv("{0} bytes", static_cast<int64_t>(size)).str()
             : llvm::formatv("{0:f2} bits a weight", size).str();
}

int64_t takeBits(func::FuncOp function, const AlqOptions &options,
                 const AlqGoal &goal, double target, SecondMoments moments) {
  int64_t removed = 0;
  for (double size = goal.sizeOf(function); size > target;
       size = goal.sizeOf(function)) {
    if (!BitSearch(function, options, goal, moments)
             .lower(goal.excess(size, target)))
      break;
    removed += removeEmptyChannels(function, moments);
  }
  return removed;
}

} // namespace ecg
