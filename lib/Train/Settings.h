// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options as text: "word,key=value,key=value", a table row a key, lists joined
// by '+'. Things by name, and what their options have to fulfil. Private to the
// room.

#ifndef ECG_LIB_TRAIN_SETTINGS_H
#define ECG_LIB_TRAIN_SETTINGS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <vector>

namespace ecg {

/// An error of one line.
llvm::Error trainError(const llvm::Twine &message);

/// "a, b, c"
std::string listWords(llvm::ArrayRef<llvm::StringRef> words);

/// The row called `name`; without one, an error that lists all. `what` names
/// them ("optimizer").
template <typename Row, size_t count>
llvm::Expected<const Row *> findRow(llvm::StringRef what, llvm::StringRef name,
                                    const Row (&rows)[count]) {
  llvm::SmallVector<llvm::StringRef> names;
  for (const Row &row : rows) {
    if (row.name == name)
      return &row;
    names.push_back(row.name);
  }
  return trainError("unknown " + what + " '" + name + "'; there are " +
                    listWords(names));
}

/// Something an option has to fulfil. Comparisons are to be written such that
/// they refuse NaN.
struct Demand {
  bool holds;
  llvm::StringRef what;
  double value;
  llvm::StringRef expected;
};
/// The first that does not hold: "temperature 0: expected a number above 0".
llvm::Error checkDemands(llvm::ArrayRef<Demand> demands);

/// One key of `Options`. An empty key is the word that may stand first.
template <typename Options> struct Setting {
  llvm::StringRef key;
  std::string expected; ///< "a number from 0 to 1", for messages
  std::function<bool(Options &, llvm::StringRef)> set;
};

/// A number in a message, as short as it can be told.
std::string numberText(double number);

/// Parses a finite number within [low, high].
bool parseNumber(llvm::StringRef text, double low, double high, double &number);
std::string describeRange(llvm::StringRef what, double low, double high);

template <typename Options>
Setting<Options> numberSetting(llvm::StringRef key, double Options::*member,
                               double low, double high) {
  return {key, describeRange("a number", low, high),
          [=](Options &options, llvm::StringRef text) {
            return parseNumber(text, low, high, options.*member);
          }};
}

/// Whole numbers from `low`.
template <typename Options, typename Count>
Setting<Options> countSetting(llvm::StringRef key, Count Options::*member,
                              Count low) {
  return {key, "a whole number from " + std::to_string(low),
          [=](Options &options, llvm::StringRef text) {
            return !text.getAsInteger(10, options.*member) &&
                   options.*member >= low;
          }};
}

template <typename Options>
Setting<Options> numbersSetting(llvm::StringRef key,
                                std::vector<double> Options::*member,
                                double low, double high) {
  return {key, describeRange("numbers joined by '+', each", low, high),
          [=](Options &options, llvm::StringRef text) {
            llvm::SmallVector<llvm::StringRef> parts;
            text.split(parts, '+');
            auto &numbers = options.*member;
            numbers.assign(parts.size(), 0);
            for (size_t i = 0; i < parts.size(); ++i)
              if (!parseNumber(parts[i].trim(), low, high, numbers[i]))
                return false;
            return true;
          }};
}

template <typename Options>
Setting<Options> flagSetting(llvm::StringRef key, bool Options::*member) {
  return {key, "true or false", [=](Options &options, llvm::StringRef text) {
            options.*member = text == "true";
            return text == "true" || text == "false";
          }};
}

template <typename Options>
Setting<Options> wordSetting(llvm::StringRef key,
                             std::string Options::*member) {
  return {key, "a name", [=](Options &options, llvm::StringRef text) {
            options.*member = text.str();
            return !text.empty();
          }};
}

/// One of a few words.
template <typename Options>
Setting<Options> choiceSetting(llvm::StringRef key,
                               std::string Options::*member,
                               std::vector<llvm::StringRef> words) {
  return {key, "one of " + listWords(words),
          [=](Options &options, llvm::StringRef text) {
            options.*member = text.str();
            return llvm::is_contained(words, text);
          }};
}

template <typename Options>
Setting<Options> namesSetting(llvm::StringRef key,
                              std::vector<std::string> Options::*member) {
  return {key, "names joined by '+'",
          [=](Options &options, llvm::StringRef text) {
            llvm::SmallVector<llvm::StringRef> names;
            text.split(names, '+', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
            for (llvm::StringRef name : names)
              (options.*member).push_back(name.trim().str());
            return !names.empty();
          }};
}

/// The defaults changed by `text`. `what` names them in messages ("optimizer").
template <typename Options>
llvm::Expected<Options>
parseSettings(llvm::StringRef what, llvm::StringRef text,
              const std::vector<Setting<Options>> &settings) {
  Options options;
  llvm::SmallVector<llvm::StringRef> parts;
  text.split(parts, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (size_t i = 0; i < parts.size(); ++i) {
    llvm::StringRef part = parts[i].trim();
    bool leads = i == 0 && !part.contains('=');
    auto [key, value] =
        leads ? std::pair(llvm::StringRef(), part) : part.split('=');
    key = key.trim();
    llvm::SmallVector<llvm::StringRef> keys;
    const Setting<Options> *found = nullptr;
    for (const Setting<Options> &setting : settings) {
      if (setting.key == key && key.empty() == leads)
        found = &setting;
      if (!setting.key.empty())
        keys.push_back(setting.key);
    }
    if (!found)
      return trainError("unknown " + what + " option '" + key +
                        "'; there are " + listWords(keys));
    if (!found->set(options, value.trim()))
      return trainError(what + " option '" + part + "': expected " +
                        found->expected);
  }
  return options;
}

} // namespace ecg

#endif // ECG_LIB_TRAIN_SETTINGS_H
