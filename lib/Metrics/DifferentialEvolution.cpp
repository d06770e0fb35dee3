// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Differential evolution, DE/rand/1/bin.

#include "ecg/Metrics/DifferentialEvolution.h"
#include "ecg/Data/Random.h"
#include <algorithm>
#include <cmath>

using namespace llvm;

namespace ecg {

namespace {

struct Member {
  std::vector<double> point;
  double value;
};

class Search {
public:
  Search(const DifferentialEvolution &options,
         function_ref<double(ArrayRef<double>)> value, ArrayRef<double> low,
         ArrayRef<double> high)
      : options(options), valueOf(value), low(low), high(high),
        random({options.seed}) {}

  std::vector<double> run(ArrayRef<double> start) {
    populate(start);
    Member best = members[0];
    for (const Member &member : members)
      if (member.value > best.value)
        best = member;
    size_t idle = 0;
    for (size_t i = 0; i < options.generations && idle < options.patience; ++i)
      idle = advance(best) ? 0 : idle + 1;
    return best.point;
  }

private:
  Member rate(std::vector<double> point) {
    double value = valueOf(point);
    return {std::move(point), std::isnan(value) ? -INFINITY : value};
  }

  void populate(ArrayRef<double> start) {
    size_t size = options.population ? options.population
                                     : std::min<size_t>(10 * start.size(), 100);
    members.push_back(rate(start.vec()));
    // A mutant is made of three members besides the one it challenges.
    while (members.size() < std::max<size_t>(size, 4)) {
      std::vector<double> point;
      for (auto [from, to] : zip_equal(low, high))
        point.push_back(random.uniform(from, to));
      members.push_back(rate(std::move(point)));
    }
  }

  /// One generation; whether `best` became better.
  bool advance(Member &best) {
    std::vector<Member> next;
    bool gained = false;
    for (size_t i = 0; i < members.size(); ++i) {
      Member trial = rate(challenge(i));
      if (trial.value > best.value) {
        best = trial;
        gained = true;
      }
      // Equal ones win, too, or the search would stick to a plateau.
      next.push_back(trial.value >= members[i].value ? std::move(trial)
                                                     : members[i]);
    }
    members = std::move(next);
    return gained;
  }

  /// A member other than those given.
  size_t pick(std::initializer_list<size_t> others) {
    size_t member;
    do
      member = random.below(members.size());
    while (is_contained(others, member));
    return member;
  }

  /// Member `i` crossed with a mutant: x_r1 + F (x_r2 - x_r3), at least one
  /// value of which is taken.
  std::vector<double> challenge(size_t i) {
    size_t a = pick({i}), b = pick({i, a}), c = pick({i, a, b});
    std::vector<double> point = members[i].point;
    size_t taken = random.below(point.size());
    for (size_t d = 0; d < point.size(); ++d) {
      if (d != taken && random.uniform(0, 1) >= options.crossover)
        continue;
      double mutant =
          members[a].point[d] +
          options.weight * (members[b].point[d] - members[c].point[d]);
      point[d] = std::clamp(mutant, low[d], high[d]);
    }
    return point;
  }

  const DifferentialEvolution &options;
  function_ref<double(ArrayRef<double>)> valueOf;
  ArrayRef<double> low, high;
  portable::Random random;
  std::vector<Member> members;
};

} // namespace

std::vector<double>
DifferentialEvolution::maximize(function_ref<double(ArrayRef<double>)> value,
                                ArrayRef<double> start, ArrayRef<double> low,
                                ArrayRef<double> high) const {
  return Search(*this, value, low, high).run(start);
}

} // namespace ecg
