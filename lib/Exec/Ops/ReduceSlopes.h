// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How fast the reductions of ecg.reduce grow with each of their elements. For
// every line of ECG_RT_REDUCE_REAL in the runtime there is a class template of
// its name (Reduce.cpp does not compile when one is missing), made for one
// result and called for its elements in their order.

#ifndef ECG_LIB_EXEC_OPS_REDUCESLOPES_H
#define ECG_LIB_EXEC_OPS_REDUCESLOPES_H

#include <cmath>
#include <cstdint>
#include <vector>

namespace ecg {

/// Where the elements of one result lie, from the first of them.
struct ReducedRows {
  std::vector<int64_t> starts;
  int64_t length, step;

  int64_t count() const { return starts.size() * length; }

  template <typename Fn> void forEach(Fn fn) const {
    for (int64_t start : starts)
      for (int64_t i = 0; i < length; ++i)
        fn(start + i * step);
  }
};

namespace slopes {

/// Of functions whose slope follows from the element x, the result y and the
/// number of elements.
#define ECG_REDUCE_SLOPE(function, value)                                      \
  template <typename T> struct function {                                      \
    T y, count;                                                                \
    function(const ReducedRows &rows, const T *, T y)                          \
        : y(y), count(rows.count()) {}                                         \
    T operator()([[maybe_unused]] T x) const { return value; }                 \
  };
ECG_REDUCE_SLOPE(reduce_sum, 1)
ECG_REDUCE_SLOPE(reduce_mean, 1 / count)
ECG_REDUCE_SLOPE(reduce_sum_square, 2 * x)
ECG_REDUCE_SLOPE(reduce_l1, (x > 0) - (x < 0))
ECG_REDUCE_SLOPE(reduce_l2, y == 0 ? 0 : x / y)
ECG_REDUCE_SLOPE(reduce_log_sum, std::exp(-y))
ECG_REDUCE_SLOPE(reduce_log_sum_exp, std::exp(x - y))
#undef ECG_REDUCE_SLOPE

/// @gradient_ties
template <typename T> struct FirstEqual {
  T y;
  bool isFound = false;
  FirstEqual(const ReducedRows &, const T *, T y) : y(y) {}
  T operator()(T x) {
    bool isFirst = !isFound && x == y;
    isFound |= isFirst;
    return isFirst;
  }
};
template <typename T> using reduce_max = FirstEqual<T>;
template <typename T> using reduce_min = FirstEqual<T>;

/// The product of the others, also where one of them or the element is 0.
template <typename T> struct reduce_prod {
  T product = 1; ///< of those that are not 0
  int64_t zeros = 0;
  reduce_prod(const ReducedRows &rows, const T *x, T) {
    rows.forEach([&](int64_t at) {
      zeros += x[at] == 0;
      product *= x[at] == 0 ? 1 : x[at];
    });
  }
  T operator()(T x) const {
    if (x == 0)
      return zeros == 1 ? product : 0;
    return zeros == 0 ? product / x : 0;
  }
};

} // namespace slopes

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_REDUCESLOPES_H
