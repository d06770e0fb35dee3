// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starting worker processes and reading what they report: one line when a test
// is begun, one when it is decided, one when the C of all is about to run.

#include "Workers.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/wait.h>
#include <unistd.h>

namespace ecg {

/// Small enough to share the work out evenly to the end.
static constexpr size_t batchSize = 24;

/// A translation that takes this long will not end.
static constexpr unsigned translationSeconds = 60;

static constexpr char separator = '\t';

namespace {

class Reporter {
public:
  explicit Reporter(const std::string &path) : os(path, error) {}

  void begin(size_t index) { line("begin", std::to_string(index)); }
  void running() { line("running", ""); }
  void decide(const Outcome &outcome) {
    std::string failure = outcome.failure;
    for (char &c : failure)
      c = c == '\n' || c == separator ? ' ' : c;
    line("end", std::to_string(outcome.index) + separator +
                    llvm::join(outcome.constants, " ") + separator + failure);
  }

private:
  void line(llvm::StringRef kind, const std::string &text) {
    os << kind << separator << text << '\n';
    os.flush(); // the next step may be the last
  }

  std::error_code error;
  llvm::raw_fd_ostream os;
};

/// What a worker had to say before it ended.
struct Results {
  std::vector<Outcome> outcomes;
  std::optional<size_t> begun; ///< and neither decided nor left for others
};

Results readResults(llvm::StringRef text) {
  Results results;
  for (llvm::StringRef line : llvm::split(text, '\n')) {
    auto [kind, rest] = line.split(separator);
    size_t index = 0;
    auto [number, details] = rest.split(separator);
    number.getAsInteger(10, index);
    results.begun.reset();
    if (kind == "begin")
      results.begun = index;
    if (kind != "end")
      continue;
    auto [constants, failure] = details.split(separator);
    Outcome outcome{index, failure.str(), {}};
    for (llvm::StringRef name : llvm::split(constants, ' '))
      if (!name.empty())
        outcome.constants.push_back(name.str());
    results.outcomes.push_back(std::move(outcome));
  }
  return results;
}

/// The whole life of a worker.
void work(llvm::ArrayRef<Case> cases, llvm::ArrayRef<size_t> indices,
          Reporter &reporter) {
  auto folder = TempFolder::create();
  if (!folder || chdir(folder->file(".").c_str()) != 0)
    llvm::report_fatal_error("cannot make a temporary folder");
  Batch batch(*folder);
  for (size_t index : indices) {
    reporter.begin(index);
    alarm(translationSeconds);
    if (llvm::Error error = batch.add(index, cases[index]))
      reporter.decide({index, llvm::toString(std::move(error)), {}});
    alarm(0);
  }
  reporter.running();
  if (llvm::Error error =
          batch.run([&](const Outcome &outcome) { reporter.decide(outcome); }))
    llvm::report_fatal_error(std::move(error));
}

} // namespace

std::string Workers::resultsOf(pid_t worker) const {
  return folder->file(std::to_string(worker));
}

void Workers::fillQueue() {
  for (size_t i = 0; i < cases.size(); ++i) {
    if (i % batchSize == 0)
      queue.emplace_back();
    queue.back().push_back(i);
  }
}

llvm::Error Workers::start(Indices batch) {
  pid_t worker = fork();
  if (worker < 0)
    return llvm::createStringError("cannot start a process");
  if (worker == 0) {
    Reporter reporter(resultsOf(getpid()));
    work(cases, batch, reporter);
    _exit(0); // nothing of the parent's may be cleaned up twice
  }
  running[worker] = std::move(batch);
  return llvm::Error::success();
}

llvm::Error Workers::collect() {
  int status = 0;
  pid_t worker = waitpid(-1, &status, 0);
  auto found = running.find(worker);
  if (found == running.end())
    return llvm::createStringError("lost a process");
  Indices open = std::move(found->second);
  running.erase(found);
  llvm::Expected<std::string> text = folder->read(std::to_string(worker));
  if (!text)
    return text.takeError();
  Results results = readResults(*text);
  if (results.begun)
    results.outcomes.push_back(
        {*results.begun, "the compiler crashed or did not end", {}});
  else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return llvm::createStringError("a worker failed, see above");
  for (Outcome &outcome : results.outcomes) {
    llvm::erase(open, outcome.index);
    outcomes[outcome.index] = std::move(outcome);
    ++done;
  }
  if (!open.empty())
    queue.push_back(std::move(open));
  progress(done);
  return llvm::Error::success();
}

llvm::Expected<std::vector<Outcome>> Workers::run() {
  auto created = TempFolder::create();
  if (!created)
    return created.takeError();
  folder.emplace(std::move(*created));
  outcomes.assign(cases.size(), {});
  fillQueue();
  while (!queue.empty() || !running.empty()) {
    if (!queue.empty() && running.size() < jobs) {
      Indices batch = std::move(queue.front());
      queue.pop_front();
      if (llvm::Error error = start(std::move(batch)))
        return std::move(error);
    } else if (llvm::Error error = collect()) {
      return std::move(error);
    }
  }
  return std::move(outcomes);
}

} // namespace ecg
