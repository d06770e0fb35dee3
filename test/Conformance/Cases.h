// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The official ONNX backend tests on this machine: which there are and what
// their data sets hold.

#ifndef ECG_TEST_CONFORMANCE_CASES_H
#define ECG_TEST_CONFORMANCE_CASES_H

#include "ecg/Import/TensorFile.h"
#include "onnx/onnx_pb.h"

namespace ecg {

struct Case {
  std::string suite;  ///< "node"
  std::string name;   ///< "test_add"
  std::string folder; ///< of model and data

  std::string id() const { return suite + "/" + name; }
};

/// The cases below `root`: of the suite `node` those that the file `nodeTests`
/// names, of `pytorch-converted` and `pytorch-operator` all. An error when one
/// is missing.
llvm::Expected<std::vector<Case>> listCases(llvm::StringRef root,
                                            llvm::StringRef nodeTests);

/// One run: tensors in the order of the graph.
struct DataSet {
  std::vector<TensorFile> inputs, outputs;
};

/// A case with everything its folder holds.
struct CaseData {
  onnx::ModelProto model;
  /// Those that have no initializer, in order.
  std::vector<std::string> inputNames;
  std::vector<DataSet> sets; ///< at least one
};

llvm::Expected<CaseData> readCase(const Case &test);

/// The lines of a text file, without empty ones and comments.
llvm::Expected<std::vector<std::string>> readLines(llvm::StringRef path);

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_CASES_H
