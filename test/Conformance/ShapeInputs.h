// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The inputs of a graph whose values decide shapes. A compiled program has
// fixed shapes, so these may have to be constants of it.

#ifndef ECG_TEST_CONFORMANCE_SHAPEINPUTS_H
#define ECG_TEST_CONFORMANCE_SHAPEINPUTS_H

#include "onnx/onnx_pb.h"
#include <set>
#include <string>

namespace ecg {

/// Names of the graph inputs on whose values, not merely shapes, the shape of
/// some result depends, on whatever way through the graph.
std::set<std::string> findShapeInputs(const onnx::GraphProto &graph);

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_SHAPEINPUTS_H
