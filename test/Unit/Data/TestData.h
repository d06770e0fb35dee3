// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Helpers of the data tests: a folder that goes away, files from literals,
// errors as text, a data set held in memory.
#ifndef ECG_TEST_UNIT_DATA_TESTDATA_H
#define ECG_TEST_UNIT_DATA_TESTDATA_H

#include "ecg/Data/Dataset.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace ecg::test {

/// A folder of its own for a test.
class TempFolder {
public:
  TempFolder() {
    llvm::SmallString<128> made;
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("ecg-data", made));
    folder = made.str().str();
  }
  ~TempFolder() { llvm::sys::fs::remove_directories(folder); }
  TempFolder(const TempFolder &) = delete;

  const std::string &path() const { return folder; }
  std::string path(llvm::StringRef file) const {
    return folder + "/" + file.str();
  }
  /// Writes a file and returns its path.
  std::string write(llvm::StringRef file, llvm::StringRef content) const {
    std::error_code code;
    llvm::raw_fd_ostream(path(file), code) << content;
    EXPECT_FALSE(code) << code.message();
    return path(file);
  }
  std::string write(llvm::StringRef file,
                    llvm::ArrayRef<uint8_t> content) const {
    return write(file,
                 llvm::StringRef(reinterpret_cast<const char *>(content.data()),
                                 content.size()));
  }

private:
  std::string folder;
};

/// The message of an error, "" for success.
inline std::string messageOf(llvm::Error error) {
  return llvm::toString(std::move(error));
}
template <typename T> std::string messageOf(llvm::Expected<T> value) {
  return value ? "" : messageOf(value.takeError());
}

/// The value; the test fails with the message when there is none.
template <typename T> T valueOf(llvm::Expected<T> value) {
  if (!value) {
    ADD_FAILURE() << llvm::toString(value.takeError());
    abort();
  }
  return std::move(*value);
}

/// Whether `message` is one line and contains `part`.
inline ::testing::AssertionResult says(const std::string &message,
                                       llvm::StringRef part) {
  if (message.find('\n') == std::string::npos &&
      llvm::StringRef(message).contains(part))
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure()
         << "'" << message << "' does not say '" << part.str() << "'";
}

/// Samples from a plain array.
class MemorySource : public SignalSource {
public:
  explicit MemorySource(std::vector<std::vector<float>> samples)
      : samples(std::move(samples)) {}
  llvm::Error read(size_t sample, size_t,
                   llvm::MutableArrayRef<float> out) const override {
    llvm::copy(samples[sample], out.begin());
    return llvm::Error::success();
  }

private:
  std::vector<std::vector<float>> samples;
};

/// A data set of `samples` with `leads` leads, not normalised.
inline DatasetInfo memoryInfo(size_t samples, int64_t leads, int64_t length) {
  DatasetInfo info;
  info.source = "memory";
  info.size = samples;
  DatasetInfo::Input input;
  input.name = "signal";
  input.leads = leads;
  input.length = length;
  input.normalization.kind = Normalization::Kind::None;
  info.inputs.push_back(input);
  info.labels.assign(samples, -1);
  return info;
}
inline Dataset memoryDataset(DatasetInfo info,
                             std::vector<std::vector<float>> samples) {
  return Dataset(std::move(info),
                 std::make_unique<MemorySource>(std::move(samples)));
}

/// One sample of a data set.
inline std::vector<float> sampleOf(const Dataset &data, size_t sample) {
  std::vector<float> values(data.sampleSize());
  EXPECT_EQ(messageOf(data.read(sample, 0, values)), "");
  return values;
}

} // namespace ecg::test

#endif // ECG_TEST_UNIT_DATA_TESTDATA_H
