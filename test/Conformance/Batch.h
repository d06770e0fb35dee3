// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Some tests together: one call of the C compiler for all, one program that
// runs them. Compiling and starting a program for each would take most of the
// time.

#ifndef ECG_TEST_CONFORMANCE_BATCH_H
#define ECG_TEST_CONFORMANCE_BATCH_H

#include "Translate.h"
#include "ecg/Target/Tools.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ecg {

/// How a test ended.
struct Outcome {
  size_t index = 0;    ///< in the list of all cases
  std::string failure; ///< empty: passed
  std::vector<std::string> constants;
};

class Batch {
public:
  /// Works in `folder`, which it makes the working directory.
  explicit Batch(const TempFolder &folder) : folder(folder) {}

  /// Translates a test; an error is its outcome.
  llvm::Error add(size_t index, const Case &test);

  /// Compiles and runs what was added and reports each test once.
  llvm::Error run(llvm::function_ref<void(const Outcome &)> report);

private:
  struct Member {
    size_t index;
    CaseData data;
    Translation code;
    std::string failure; ///< why it is not part of the program
  };

  llvm::Error compile();
  llvm::Error link();
  llvm::Error writeInputs() const;
  void execute();
  static void judge(Member &member, llvm::StringRef &output);
  /// Those that are part of the program, in its order.
  std::vector<Member *> built();

  const TempFolder &folder;
  std::vector<std::string> compiler;
  std::vector<Member> members;
};

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_BATCH_H
