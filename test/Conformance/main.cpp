// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The official ONNX backend tests, compiled to C and run. Passes when just the
// listed tests fail and just the listed ones need constants.

#include "ExpectedList.h"
#include "Workers.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/Threading.h"

using namespace llvm;
using namespace ecg;

namespace {

/// What ctest takes for a skipped test.
constexpr int skipped = 77;

struct Flags {
  cl::OptionCategory category{"Conformance"};
  cl::opt<std::string> filter{
      "filter", cl::cat(category), cl::value_desc("regex"), cl::init("."),
      cl::desc("Only tests whose <suite>/<name> it matches")};
  cl::opt<bool> update{"update", cl::cat(category),
                       cl::desc("Rewrite the lists; reasons that stand there "
                                "stay, new ones are what the compiler said")};
  cl::opt<bool> verbose{"verbose", cl::cat(category),
                        cl::desc("Print how each test ended")};
  cl::opt<unsigned> jobs{"jobs", cl::cat(category), cl::init(0),
                         cl::desc("Processes at a time (one a core)")};
  cl::opt<std::string> root{
      "root", cl::cat(category), cl::init("/usr/share/libonnx-testdata/data"),
      cl::desc("Where the package libonnx-testdata has its data")};
};

std::string listFile(StringRef name) {
  return (ECG_CONFORMANCE_DIR "/" + name + ".txt").str();
}

Error selectCases(std::vector<Case> &cases, StringRef filter) {
  Regex regex(filter);
  std::string error;
  if (!regex.isValid(error))
    return createStringError("--filter: " + error);
  erase_if(cases, [&](const Case &test) { return !regex.match(test.id()); });
  return cases.empty() ? createStringError("no test matches --filter")
                       : Error::success();
}

/// Counts of one suite, or of all.
struct Tally {
  size_t passed = 0, failed = 0, constant = 0;

  void print(StringRef name) const {
    outs() << formatv("{0,-18} {1,4} of {2,4} passed, {3,3} of them with "
                      "inputs that decide shapes as constants\n",
                      name, passed, passed + failed, constant);
  }
};

class Verdict {
public:
  Verdict(ArrayRef<Case> cases, ArrayRef<Outcome> outcomes) : cases(cases) {
    for (auto [test, outcome] : zip_equal(cases, outcomes)) {
      Tally &tally = tallies[test.suite];
      ++(outcome.failure.empty() ? tally.passed : tally.failed);
      if (!outcome.failure.empty()) {
        failures[test.id()] = outcome.failure;
      } else if (!outcome.constants.empty()) {
        constants[test.id()] = join(outcome.constants, " ");
        ++tally.constant;
      }
    }
  }

  void printEach() const {
    for (const Case &test : cases) {
      auto failure = failures.find(test.id());
      outs() << test.id() << ": "
             << (failure == failures.end() ? "passed" : failure->second)
             << "\n";
    }
  }

  /// Prints differences to the lists and counts; whether there are none.
  Expected<bool> judge(bool update) const {
    size_t differences = 0;
    struct List {
      StringRef name, what;
      const ExpectedList::Entries &found;
      bool keepRemarks;
    };
    for (const List &which :
         {List{"expected-failures", "fails", failures, true},
          List{"constant-inputs", "needs constants", constants, false}}) {
      auto list = ExpectedList::read(listFile(which.name));
      if (!list)
        return list.takeError();
      if (update)
        if (Error error = list->update(which.found, cases, which.keepRemarks))
          return std::move(error);
      for (const std::string &line : list->compare(which.found, cases)) {
        outs() << which.name << ": " << line << "\n";
        ++differences;
      }
    }
    for (const auto &[suite, tally] : tallies)
      tally.print(suite);
    if (differences)
      outs() << differences << " differences to the lists in "
             << ECG_CONFORMANCE_DIR << "\n";
    return differences == 0;
  }

private:
  ArrayRef<Case> cases;
  std::map<std::string, Tally> tallies; ///< by suite
  ExpectedList::Entries failures, constants;
};

Expected<bool> run(const Flags &flags) {
  auto cases = listCases(flags.root, listFile("node-tests"));
  if (!cases)
    return cases.takeError();
  if (Error error = selectCases(*cases, flags.filter))
    return std::move(error);
  bool terminal = errs().is_displayed();
  auto progress = [&](size_t done) {
    if (terminal)
      errs() << "\rconformance: " << done << " of " << cases->size()
             << (done == cases->size() ? "\r\033[K" : "");
  };
  unsigned jobs = flags.jobs ? unsigned(flags.jobs)
                             : hardware_concurrency().compute_thread_count();
  auto outcomes = Workers(*cases, jobs, progress).run();
  if (!outcomes)
    return outcomes.takeError();
  Verdict verdict(*cases, *outcomes);
  if (flags.verbose)
    verdict.printEach();
  return verdict.judge(flags.update);
}

} // namespace

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  cl::ResetCommandLineParser();
  Flags flags;
  cl::HideUnrelatedOptions(flags.category);
  cl::ParseCommandLineOptions(argc, argv,
                              "Runs the official ONNX backend tests as C\n");
  if (!sys::fs::exists(flags.root)) {
    outs() << "skipped: there is no " << flags.root
           << " (Debian package libonnx-testdata)\n";
    return skipped;
  }
  Expected<bool> passed = run(flags);
  if (!passed) {
    errs() << "error: " << toString(passed.takeError()) << "\n";
    return 2;
  }
  return *passed ? 0 : 1;
}
