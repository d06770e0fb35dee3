// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Children get the recipe as plain flags, so that each can be run by hand.

#include "Sweep.h"
#include "Compile.h"
#include "RecipeFlags.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

namespace ecg {

/// Flags that are about the sweep and not about its points; all take a value.
static constexpr llvm::StringLiteral ownFlags[] = {"pareto", "points",
                                                   "effort"};

static std::vector<std::string>
withoutOwnFlags(llvm::ArrayRef<char *> arguments) {
  std::vector<std::string> kept;
  for (size_t i = 0; i < arguments.size(); ++i) {
    llvm::StringRef argument = arguments[i];
    auto [name, value] = argument.ltrim('-').split('=');
    if (!argument.starts_with("-") || !llvm::is_contained(ownFlags, name))
      kept.push_back(argument.str());
    else if (!argument.contains('='))
      ++i; // its value
  }
  return kept;
}

Sweep::Sweep(const CompileFlags &flags, llvm::ArrayRef<char *> arguments)
    : flags(flags),
      program(llvm::sys::fs::getMainExecutable(
          arguments.front(), reinterpret_cast<void *>(&runCompile))),
      shared(withoutOwnFlags(arguments.drop_front())) {}

llvm::Error Sweep::check() const {
  llvm::StringRef flag = flags.goals.sweeps() ? "pareto" : "max-drop";
  if (const llvm::cl::Option *manual = flags.findCompression())
    return llvm::createStringError(
        "--" + flag + " chooses how to compress, and --" + manual->ArgStr +
        " does, too: give one of them");
  if (!flags.data.isGiven())
    return llvm::createStringError("--" + flag +
                                   " needs labelled ECG: add --data=FILE.npz, "
                                   "or --data=synthetic: to try it");
  if (flags.emit != Stage::C)
    return llvm::createStringError("goals are about the emitted C: leave "
                                   "--emit out");
  if (!flags.goals.sweeps())
    return flags.output.empty()
               ? llvm::createStringError("no output folder, add -o DIR")
               : llvm::Error::success();
  std::initializer_list<const llvm::cl::Option *> others = {
      &flags.output,        &flags.json,       &flags.goals.size,
      &flags.goals.ram,     &flags.goals.mips, &flags.goals.maxDrop,
      &flags.training.train};
  for (const llvm::cl::Option *other : others)
    if (other->getNumOccurrences())
      return llvm::createStringError("--" + other->ArgStr +
                                     " does not go together with --pareto");
  return llvm::Error::success();
}

int Sweep::runSelf(llvm::ArrayRef<std::string> arguments,
                   llvm::StringRef log) const {
  std::vector<llvm::StringRef> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::optional<llvm::StringRef> nothing = "", file = log;
  std::optional<llvm::StringRef> toLog[] = {nothing, file, file};
  return llvm::sys::ExecuteAndWait(
      program, words, std::nullopt,
      log.empty() ? llvm::ArrayRef<std::optional<llvm::StringRef>>()
                  : llvm::ArrayRef(toLog));
}

static llvm::Expected<std::string> readText(const llvm::Twine &path) {
  auto file = llvm::MemoryBuffer::getFile(path);
  if (!file)
    return llvm::createStringError("cannot read '" + path +
                                   "': " + file.getError().message());
  return (*file)->getBuffer().str();
}

static llvm::Error writeText(const llvm::Twine &path, llvm::StringRef text) {
  return llvm::writeToOutput(path.str(),
                             [&](llvm::raw_ostream &os) -> llvm::Error {
                               os << text;
                               return llvm::Error::success();
                             });
}

/// The last error of a log, or its last line.
static std::string complaintOf(const llvm::Twine &log) {
  auto text = readText(log);
  if (!text)
    return llvm::toString(text.takeError());
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(*text).split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef line : llvm::reverse(lines))
    if (line.contains("error:"))
      return line.split("error: ").second.str();
  return lines.empty() ? "it printed nothing" : lines.back().str();
}

static std::string pathBeside(llvm::StringRef file, llvm::StringRef extension) {
  llvm::SmallString<128> path(file);
  llvm::sys::path::replace_extension(path, extension);
  return path.str().str();
}

llvm::Expected<ParetoPoint> Sweep::runPoint(llvm::StringRef name,
                                            const Recipe &recipe) const {
  std::string folder = pathBeside(flags.goals.pareto, "points");
  if (std::error_code error = llvm::sys::fs::create_directories(folder))
    return llvm::createStringError("cannot make folder '" + folder +
                                   "': " + error.message());
  std::string base = folder + "/" + name.str(), log = base + ".log";
  std::vector<std::string> arguments = shared;
  for (const RecipeFlag &flag : flagsToAdd(recipe))
    arguments.push_back(flag.text());
  if (!flags.goals.rateVal.getNumOccurrences())
    arguments.push_back("--rate-val");
  arguments.insert(arguments.end(), {"-o", base});
  std::string done = llvm::join(arguments, "\n") + "\n";
  std::string report = base + "/report.json", mark = base + ".flags";
  auto before = readText(mark);
  bool isDone = before && *before == done && llvm::sys::fs::exists(report);
  llvm::consumeError(before.takeError());
  if (!isDone) {
    llvm::errs() << "  running, log in " << log << "\n";
    (void)llvm::sys::fs::remove(mark);
    if (runSelf(arguments, log) != 0)
      return llvm::createStringError(complaintOf(log));
    if (llvm::Error error = writeText(mark, done))
      return std::move(error);
  }
  auto text = readText(report);
  return text ? readPoint(*text) : text.takeError();
}

llvm::Error
Sweep::writeResults(llvm::MutableArrayRef<ParetoPoint> points) const {
  markFront(points);
  const std::string &path = flags.goals.pareto;
  std::string json = llvm::formatv("{0:2}\n", toJson(points)), svg;
  llvm::raw_string_ostream os(svg);
  printPlot(os, points,
            (llvm::sys::path::filename(flags.model) + " on " +
             llvm::sys::path::filename(flags.data.spec()))
                .str());
  if (llvm::Error error = writeText(path, json))
    return error;
  return writeText(pathBeside(path, "svg"), os.str());
}

static void printPoint(const ParetoPoint &point) {
  if (!point.failure.empty())
    llvm::errs() << "  failed: " << point.failure << "\n";
  else
    llvm::errs() << llvm::formatv("  {0:f1} % on val, {1:N} bytes of "
                                  "parameters, {2:N} MACs\n",
                                  point.accuracy, point.bytes, point.macs);
}

llvm::Error Sweep::runPoints(const NetworkFacts &facts) {
  std::vector<std::string> names(flags.goals.points.begin(),
                                 flags.goals.points.end());
  if (names.empty())
    names = pointsToSweep(facts);
  std::vector<Recipe> recipes;
  for (const std::string &name : names) {
    auto recipe = recipeForPoint(facts, name, flags.goals.effort);
    if (!recipe)
      return recipe.takeError();
    recipes.push_back(std::move(*recipe));
  }
  std::vector<ParetoPoint> points;
  for (auto [i, name] : llvm::enumerate(names)) {
    llvm::errs() << "[" << i + 1 << "/" << names.size() << "] " << name << "\n";
    auto point = runPoint(name, recipes[i]);
    ParetoPoint &added = points.emplace_back();
    if (point)
      added = std::move(*point);
    else
      added.failure = llvm::toString(point.takeError());
    added.name = name;
    for (const RecipeFlag &flag : recipes[i].flags)
      added.flags.push_back(flag.text());
    printPoint(added);
    if (llvm::Error error = writeResults(points))
      return error;
  }
  if (llvm::all_of(points, [](const ParetoPoint &point) {
        return !point.failure.empty();
      }))
    return llvm::createStringError("no point worked, the first one: " +
                                   points.front().failure);
  llvm::outs() << "written to " << flags.goals.pareto << " and "
               << pathBeside(flags.goals.pareto, "svg") << "\n";
  return llvm::Error::success();
}

llvm::Expected<int> Sweep::climbDown(const NetworkFacts &facts) {
  std::string kept;
  for (const std::string &name : pointsOfLadder(facts)) {
    auto recipe = recipeForPoint(facts, name, flags.goals.effort);
    if (!recipe)
      return recipe.takeError();
    llvm::errs() << "Trying " << name << "\n";
    printRecipe(llvm::errs(), *recipe);
    std::vector<std::string> arguments = shared;
    for (const RecipeFlag &flag : flagsToAdd(*recipe))
      arguments.push_back(flag.text());
    if (int code = runSelf(arguments)) {
      if (kept.empty())
        return code;
      llvm::errs() << llvm::formatv(
          "kept {0}: {1}, the next smaller one, {2}\n", kept, name,
          code == goalMissed ? "loses too much" : "failed");
      return 0;
    }
    kept = name;
  }
  llvm::errs() << "kept " << kept << ", the smallest of the recipes\n";
  return 0;
}

} // namespace ecg
