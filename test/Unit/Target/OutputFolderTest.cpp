// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An output folder appears whole or not at all and never swallows the files of
// others.

#include "ecg/Target/OutputFolder.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace ecg;
namespace fs = llvm::sys::fs;

namespace {

class OutputFolderTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(fs::createUniqueDirectory("ecg-output", root));
  }
  void TearDown() override { fs::remove_directories(root); }

  std::string at(llvm::StringRef name) { return (root + "/" + name).str(); }

  void put(llvm::StringRef name, llvm::StringRef text) {
    std::error_code error;
    llvm::raw_fd_ostream(at(name), error) << text;
    ASSERT_FALSE(error);
  }

  std::string get(llvm::StringRef name) {
    auto buffer = llvm::MemoryBuffer::getFile(at(name));
    return buffer ? (*buffer)->getBuffer().str() : "(absent)";
  }

  /// Number of entries in the test's root.
  size_t countRoot() {
    std::error_code error;
    size_t count = 0;
    for (fs::directory_iterator it(root, error), end; it != end && !error;
         it.increment(error))
      ++count;
    return count;
  }

  /// The message, or what was written.
  std::string emit(llvm::StringRef name, llvm::StringRef file,
                   llvm::StringRef text, bool force = false) {
    auto folder = OutputFolder::create(at(name), force);
    if (!folder)
      return toString(folder.takeError());
    if (llvm::Error error = folder->write(file, text))
      return toString(std::move(error));
    if (llvm::Error error = folder->commit())
      return toString(std::move(error));
    return get((name + "/" + file).str());
  }

  llvm::SmallString<128> root;
};

TEST_F(OutputFolderTest, MakesParents) {
  EXPECT_EQ(emit("a/b/c", "m.c", "one"), "one");
}

TEST_F(OutputFolderTest, NothingBeforeCommitAndNothingAfterFailure) {
  {
    auto folder = OutputFolder::create(at("out"), false);
    ASSERT_TRUE(bool(folder));
    ASSERT_FALSE(folder->write("m.c", "half"));
    EXPECT_FALSE(fs::exists(at("out")));
  }
  EXPECT_EQ(countRoot(), 0u);
}

TEST_F(OutputFolderTest, ReplacesItsOwnWork) {
  EXPECT_EQ(emit("out", "old.c", "one"), "one");
  EXPECT_EQ(emit("out", "new.c", "two"), "two");
  EXPECT_EQ(get("out/old.c"), "(absent)");
  EXPECT_EQ(countRoot(), 1u);
}

TEST_F(OutputFolderTest, RefusesForeignFiles) {
  ASSERT_FALSE(fs::create_directory(at("out")));
  put("out/thesis.tex", "years");
  EXPECT_NE(emit("out", "m.c", "one").find("'thesis.tex'"), std::string::npos);
  EXPECT_EQ(get("out/m.c"), "(absent)");
  EXPECT_EQ(countRoot(), 1u);
}

TEST_F(OutputFolderTest, ForceKeepsForeignFiles) {
  EXPECT_EQ(emit("out", "old.c", "one"), "one");
  put("out/thesis.tex", "years");
  EXPECT_EQ(emit("out", "m.c", "two", /*force=*/true), "two");
  EXPECT_EQ(get("out/thesis.tex"), "years");
  EXPECT_EQ(get("out/old.c"), "(absent)");
}

TEST_F(OutputFolderTest, NamesWhatIsInTheWay) {
  put("file", "x");
  EXPECT_NE(emit("file", "m.c", "one").find("it is not a folder"),
            std::string::npos);
  EXPECT_NE(emit("file/sub", "m.c", "one").find("Not a directory"),
            std::string::npos);
}

} // namespace
