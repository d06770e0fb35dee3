// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The order in which nodes can be imported.

#ifndef ECG_LIB_IMPORT_NODEORDER_H
#define ECG_LIB_IMPORT_NODEORDER_H

#include "Node.h"
#include "llvm/Support/Error.h"

namespace ecg {

using NodeList = google::protobuf::RepeatedPtrField<onnx::NodeProto>;

/// The node's name, or operator and position for one without.
std::string nodeName(const NodeList &nodes, int index);

/// Indices of `nodes` such that every value is made before it is used, as
/// close to the order of the file as that allows. `known` holds what exists
/// before the first node, `prefix` stands before names in messages. Fails on
/// values nobody makes, values made twice and cycles.
llvm::Expected<std::vector<int>>
orderNodes(const NodeList &nodes, const Scope &known, llvm::StringRef prefix);

} // namespace ecg

#endif // ECG_LIB_IMPORT_NODEORDER_H
