// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every form in which ONNX stores numbers, and what must be refused.

#include "TensorProto.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <limits>

using onnx::TensorProto;

namespace ecg {
namespace {

TensorProto makeProto(TensorProto::DataType type, Shape shape) {
  TensorProto proto;
  proto.set_data_type(type);
  for (int64_t dim : shape)
    proto.add_dims(dim);
  return proto;
}

template <typename T> std::string bytesOf(std::vector<T> numbers) {
  return {reinterpret_cast<const char *>(numbers.data()),
          numbers.size() * sizeof(T)};
}

std::string errorOf(const TensorProto &proto, llvm::StringRef folder = "") {
  llvm::Expected<HostTensor> tensor = readTensor(proto, folder);
  return tensor ? "" : llvm::toString(tensor.takeError());
}

template <typename T>
std::vector<float> rawReals(TensorProto::DataType type, std::vector<T> stored) {
  TensorProto proto = makeProto(type, {static_cast<int64_t>(stored.size())});
  proto.set_raw_data(bytesOf(stored));
  return llvm::cantFail(readTensor(proto, "")).reals;
}

template <typename T>
std::vector<int64_t> rawIntegers(TensorProto::DataType type,
                                 std::vector<T> stored) {
  TensorProto proto = makeProto(type, {static_cast<int64_t>(stored.size())});
  proto.set_raw_data(bytesOf(stored));
  return llvm::cantFail(readTensor(proto, "")).integers;
}

TEST(TensorProto, RawRealsOfAllWidths) {
  std::vector<float> expected = {1.5f, -2.0f};
  EXPECT_EQ(rawReals<float>(TensorProto::FLOAT, {1.5f, -2}), expected);
  EXPECT_EQ(rawReals<double>(TensorProto::DOUBLE, {1.5, -2}), expected);
  EXPECT_EQ(rawReals<uint16_t>(TensorProto::FLOAT16, {0x3e00, 0xc000}),
            expected);
  EXPECT_EQ(rawReals<uint16_t>(TensorProto::BFLOAT16, {0x3fc0, 0xc000}),
            expected);
  // The smallest float16, and one beyond its precision.
  EXPECT_EQ(rawReals<uint16_t>(TensorProto::FLOAT16, {0x0001, 0x3555}),
            (std::vector<float>{0x1p-24f, 0x1.554p-2f}));
}

TEST(TensorProto, RawIntegersOfAllWidths) {
  EXPECT_EQ(rawIntegers<int8_t>(TensorProto::INT8, {-128, 127}),
            (std::vector<int64_t>{-128, 127}));
  EXPECT_EQ(rawIntegers<uint8_t>(TensorProto::UINT8, {0, 255}),
            (std::vector<int64_t>{0, 255}));
  EXPECT_EQ(rawIntegers<int16_t>(TensorProto::INT16, {-5, 5}),
            (std::vector<int64_t>{-5, 5}));
  EXPECT_EQ(rawIntegers<uint16_t>(TensorProto::UINT16, {65535}),
            (std::vector<int64_t>{65535}));
  EXPECT_EQ(rawIntegers<int32_t>(TensorProto::INT32, {-7}),
            (std::vector<int64_t>{-7}));
  EXPECT_EQ(rawIntegers<uint32_t>(TensorProto::UINT32, {4294967295u}),
            (std::vector<int64_t>{4294967295}));
  EXPECT_EQ(rawIntegers<int64_t>(TensorProto::INT64, {INT64_MIN}),
            (std::vector<int64_t>{INT64_MIN}));
  EXPECT_EQ(rawIntegers<uint8_t>(TensorProto::BOOL, {0, 2}),
            (std::vector<int64_t>{0, 1}));
}

TEST(TensorProto, TypedFields) {
  TensorProto half = makeProto(TensorProto::FLOAT16, {1});
  half.add_int32_data(0x3e00);
  EXPECT_EQ(llvm::cantFail(readTensor(half, "")).reals,
            std::vector<float>{1.5f});
  TensorProto byte = makeProto(TensorProto::UINT8, {2});
  byte.add_int32_data(7);
  byte.add_int32_data(300);
  EXPECT_EQ(errorOf(byte), "value 300 at index 1 is out of range for its type");
}

TEST(TensorProto, RefusesSizesThatDoNotMatch) {
  TensorProto proto = makeProto(TensorProto::FLOAT, {2, 2});
  proto.add_float_data(1);
  EXPECT_EQ(errorOf(proto), "has 1 values of data where its shape needs 4");
  proto.set_raw_data("12345");
  EXPECT_EQ(errorOf(proto), "has 5 bytes of data where its shape needs 16");
}

TEST(TensorProto, RefusesShapesBeforeAllocating) {
  EXPECT_EQ(errorOf(makeProto(TensorProto::FLOAT, {-1})),
            "has shape -1, which is negative or too large");
  EXPECT_EQ(errorOf(makeProto(TensorProto::FLOAT, {INT64_MAX, INT64_MAX})),
            "has shape 9223372036854775807x9223372036854775807, which is "
            "negative or too large");
}

TEST(TensorProto, RefusesNumbersThatAreNone) {
  TensorProto proto = makeProto(TensorProto::FLOAT, {2});
  proto.add_float_data(0);
  proto.add_float_data(std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(errorOf(proto), "holds NaN at index 1");
  TensorProto large = makeProto(TensorProto::DOUBLE, {1});
  large.add_double_data(1e300);
  EXPECT_EQ(errorOf(large), "has double values beyond the range of float");
  EXPECT_EQ(errorOf(makeProto(TensorProto::STRING, {1})),
            "has data type STRING; accepted are float, float16, bfloat16, "
            "double, bool and integers of 8 to 64 bits");
}

/// A folder with a file `w.bin` of four floats, and a tensor that points to
/// it.
class ExternalTensor : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("ecg", folder));
    write((folder + "/w.bin").str(), bytesOf<float>({1, 2, 3, 4}));
    proto = makeProto(TensorProto::FLOAT, {2});
    proto.set_data_location(TensorProto::EXTERNAL);
    set("location", "w.bin");
  }
  void TearDown() override { llvm::sys::fs::remove_directories(folder); }

  static void write(const std::string &path, llvm::StringRef bytes) {
    std::error_code error;
    llvm::raw_fd_ostream(path, error) << bytes;
    ASSERT_FALSE(error);
  }
  void set(const char *key, const std::string &value) {
    for (auto &entry : *proto.mutable_external_data())
      if (entry.key() == key)
        return entry.set_value(value);
    auto *entry = proto.add_external_data();
    entry->set_key(key);
    entry->set_value(value);
  }

  llvm::SmallString<128> folder;
  TensorProto proto;
};

TEST_F(ExternalTensor, ReadsOffsetAndLength) {
  set("offset", "4");
  set("length", "8");
  EXPECT_EQ(llvm::cantFail(readTensor(proto, folder)).reals,
            (std::vector<float>{2, 3}));
}

TEST_F(ExternalTensor, RefusesRangesOutsideTheFile) {
  set("offset", "12");
  set("length", "8");
  EXPECT_EQ(errorOf(proto, folder),
            "has external data at offset 12 with length 8, beyond the 16 bytes "
            "of 'w.bin'");
  set("offset", "18446744073709551615");
  EXPECT_EQ(errorOf(proto, folder),
            "has external data at offset 18446744073709551615 with length 8, "
            "beyond the 16 bytes of 'w.bin'");
  set("offset", "many");
  EXPECT_EQ(errorOf(proto, folder),
            "has external data with offset 'many', which is not a number");
}

TEST_F(ExternalTensor, RefusesPathsThatLeaveTheFolder) {
  for (const char *location : {"../w.bin", "/etc/passwd", "a/../../w.bin"}) {
    set("location", location);
    EXPECT_EQ(errorOf(proto, folder),
              "has external data at '" + std::string(location) +
                  "', which leaves the folder of the model");
  }
  ASSERT_FALSE(llvm::sys::fs::create_link("/etc/passwd", folder + "/link.bin"));
  set("location", "link.bin");
  EXPECT_EQ(errorOf(proto, folder),
            "has external data at 'link.bin', a link that leaves the folder of "
            "the model");
}

TEST_F(ExternalTensor, RefusesWhatIsNotThere) {
  EXPECT_EQ(errorOf(proto),
            "has external data, but the model was not read from a file; store "
            "weights inside the model");
  set("location", "gone.bin");
  EXPECT_EQ(errorOf(proto, folder),
            "has external data in 'gone.bin', which does not exist beside the "
            "model");
}

} // namespace
} // namespace ecg
