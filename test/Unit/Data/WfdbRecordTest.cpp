// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// WFDB headers and signal files, each format from bytes written here.
#include "TestData.h"
#include "ecg/Data/Wfdb.h"

using namespace ecg;
using namespace ecg::test;
using Bytes = std::vector<uint8_t>;
using Samples = std::vector<int16_t>;

//===----------------------------------------------------------------------===//
// Headers
//===----------------------------------------------------------------------===//

TEST(WfdbHeader, ReadsEveryField) {
  WfdbHeader header = valueOf(parseWfdbHeader(
      "# before\n"
      "100s 2 360/72.5(10) 650000 12:30:00 01/02/2003\n"
      "a.dat 212x2:3+24 200.5(1024)/uV 11 1023 995 -22131 7 lead  II\r\n"
      "b.dat 16 0\n"
      "#<age>: 69\n",
      "x.hea"));
  EXPECT_EQ(header.name, "100s");
  EXPECT_EQ(header.frameRate, 360);
  EXPECT_EQ(header.counterRate, 72.5);
  EXPECT_EQ(header.counterBase, 10);
  EXPECT_EQ(header.frames, 650000u);
  EXPECT_EQ(header.baseTime, "12:30:00");
  EXPECT_EQ(header.baseDate, "01/02/2003");
  EXPECT_EQ(header.comments, std::vector<std::string>({"before", "<age>: 69"}));

  const WfdbSignal &first = header.signals[0];
  EXPECT_EQ(first.fileName, "a.dat");
  EXPECT_EQ(first.format, 212u);
  EXPECT_EQ(first.samplesPerFrame, 2u);
  EXPECT_EQ(first.skew, 3u);
  EXPECT_EQ(first.byteOffset, 24u);
  EXPECT_EQ(first.gain, 200.5);
  EXPECT_EQ(first.baseline, 1024);
  EXPECT_EQ(first.units, "uV");
  EXPECT_EQ(first.adcResolution, 11u);
  EXPECT_EQ(first.adcZero, 1023);
  EXPECT_EQ(first.initialValue, 995);
  EXPECT_EQ(first.checksum, -22131);
  EXPECT_EQ(first.blockSize, 7u);
  EXPECT_EQ(first.description, "lead  II");
}

// A gain of 0 means uncalibrated (200); the baseline is the ADC zero.
TEST(WfdbHeader, FillsInTheDefaults) {
  WfdbHeader header =
      valueOf(parseWfdbHeader("r 1\nr.dat 16 0 12 512\n", "x.hea"));
  EXPECT_EQ(header.frameRate, 250);
  EXPECT_EQ(header.frames, 0u);
  EXPECT_EQ(header.signals[0].gain, 200);
  EXPECT_EQ(header.signals[0].units, "mV");
  EXPECT_EQ(header.signals[0].baseline, 512);
  EXPECT_FALSE(header.signals[0].checksum);
}

TEST(WfdbHeader, RefusalsNameLineAndField) {
  auto refusal = [](llvm::StringRef text) {
    return messageOf(parseWfdbHeader(text, "x.hea"));
  };
  EXPECT_TRUE(says(refusal(""), "x.hea: no record line"));
  EXPECT_TRUE(says(refusal("r"), "x.hea:1: bad number of signals"));
  EXPECT_TRUE(says(refusal("r -1"), "number of signals"));
  EXPECT_TRUE(says(refusal("r 99999999"), "number of signals"));
  EXPECT_TRUE(says(refusal("r/3 1"), "multi-segment"));
  EXPECT_TRUE(says(refusal("r 1 abc"), "bad sampling rate at 'abc'"));
  EXPECT_TRUE(says(refusal("r 1 -5"), "bad sampling rate"));
  EXPECT_TRUE(says(refusal("r 1 360 10x"), "number of samples at 'x'"));
  EXPECT_TRUE(says(refusal("r 2 360 10\nr.dat 16\n"),
                   "2 signals promised, 1 described"));
  EXPECT_TRUE(says(refusal("r 0 360\nr.dat 16\n"), "x.hea:2: bad line"));
  EXPECT_TRUE(says(refusal("r 1\nr.dat x\n"), "x.hea:2: bad format"));
  EXPECT_TRUE(says(refusal("r 1\nr.dat 16x0\n"), "samples per frame"));
  EXPECT_TRUE(says(refusal("r 1\nr.dat 16 1(2\n"), "bad baseline"));
  EXPECT_TRUE(
      says(refusal("r 1\nr.dat 16 1 12 0 9999999999\n"), "bad initial value"));
  EXPECT_TRUE(says(refusal("r 1\n../r.dat 16\n"), "bad file name"));
}

//===----------------------------------------------------------------------===//
// Signals
//===----------------------------------------------------------------------===//

static WfdbRecord readRecord(llvm::StringRef header, const Bytes &data,
                             llvm::StringRef file = "r.dat") {
  TempFolder folder;
  folder.write(file, llvm::ArrayRef(data));
  return valueOf(readWfdbRecord(folder.write("r.hea", header)));
}
static std::string refusal(llvm::StringRef header, const Bytes &data,
                           llvm::StringRef file = "r.dat") {
  TempFolder folder;
  folder.write(file, llvm::ArrayRef(data));
  return messageOf(readWfdbRecord(folder.write("r.hea", header)));
}

TEST(WfdbRecord, Format16) {
  WfdbRecord record = readRecord("r 2 100 2\nr.dat 16\nr.dat 16\n",
                                 {1, 0, 0xff, 0xff, 0, 0x80, 0x00, 0x10});
  EXPECT_EQ(record.samples[0], Samples({1, kWfdbInvalid}));
  EXPECT_EQ(record.samples[1], Samples({-1, 4096}));
}

// Offset binary: 128 is zero, 0 is lost.
TEST(WfdbRecord, Format80) {
  WfdbRecord record = readRecord("r 1 100 3\nr.dat 80\n", {128, 0, 255});
  EXPECT_EQ(record.samples[0], Samples({0, kWfdbInvalid, 127}));
}

// Pairs in three bytes; an odd last sample takes two.
TEST(WfdbRecord, Format212) {
  WfdbRecord record =
      readRecord("r 1 100 5\nr.dat 212\n",
                 {0x34, 0x12, 0x56, 0xff, 0xff, 0xff, 0x00, 0x08});
  EXPECT_EQ(record.samples[0], Samples({0x234, 0x156, -1, -1, kWfdbInvalid}));
}

TEST(WfdbRecord, FramesFollowTheFileWhenNotGiven) {
  EXPECT_EQ(readRecord("r 1\nr.dat 16\n", Bytes(20)).header.frames, 10u);
  EXPECT_EQ(readRecord("r 2\nr.dat 212\nr.dat 212\n", Bytes(30)).header.frames,
            10u);
}

TEST(WfdbRecord, SeveralSamplesAFrameAndByteOffset) {
  WfdbRecord record = readRecord("r 2 100 2\nr.dat 80x2+1\nr.dat 80+1\n",
                                 {99, 129, 130, 138, 131, 132, 139});
  EXPECT_EQ(record.samples[0], Samples({1, 2, 3, 4}));
  EXPECT_EQ(record.samples[1], Samples({10, 11}));
}

TEST(WfdbRecord, SkewIsTakenOut) {
  WfdbRecord record = readRecord("r 1 100 3\nr.dat 80:1\n", {129, 130, 131});
  EXPECT_EQ(record.samples[0], Samples({2, 3, kWfdbInvalid}));
}

// 20 bytes of integers, the name "val", then a column a frame.
static Bytes matrix(uint32_t type, uint32_t rows, uint32_t columns,
                    const Bytes &data) {
  Bytes bytes;
  for (uint32_t word : {type, rows, columns, 0u, 4u})
    for (int shift = 0; shift < 32; shift += 8)
      bytes.push_back(word >> shift & 255);
  for (char c : {'v', 'a', 'l', '\0'})
    bytes.push_back(c);
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

TEST(WfdbRecord, MatlabMatrix) {
  Bytes mat = matrix(30, 2, 2, {1, 0, 2, 0, 3, 0, 4, 0});
  WfdbRecord record =
      readRecord("r 2 300 2\nr.mat 16+24\nr.mat 16+24\n", mat, "r.mat");
  EXPECT_EQ(record.samples[0], Samples({1, 3}));
  EXPECT_EQ(record.samples[1], Samples({2, 4}));
}

TEST(WfdbRecord, MatlabMatrixMustFitItsHeader) {
  const char *header = "r 1 300 2\nr.mat 16+24\n";
  Bytes data = {1, 0, 2, 0};
  EXPECT_TRUE(says(refusal(header, matrix(0, 1, 2, data), "r.mat"),
                   "not a MATLAB v4 matrix of format 16 (type 0)"));
  EXPECT_TRUE(says(refusal(header, matrix(30, 2, 1, data), "r.mat"),
                   "2 rows for 1 samples"));
  EXPECT_TRUE(says(refusal(header, matrix(30, 1, 9, data), "r.mat"),
                   "9 columns for 2 frames"));
  EXPECT_TRUE(
      says(refusal("r 1 300 2\nr.mat 16+20\n", matrix(30, 1, 2, data), "r.mat"),
           "starts at byte 24, the header says 20"));
  EXPECT_TRUE(says(refusal(header, {1, 2}, "r.mat"), "truncated MATLAB"));
}

TEST(WfdbRecord, FirstValueAndChecksumAreChecked) {
  Bytes data = {1, 0, 2, 0};
  auto header = [](llvm::StringRef tail) {
    return ("r 1 100 2\nr.dat 16 200 12 0 " + tail + " 0 II\n").str();
  };
  EXPECT_EQ(refusal(header("1 3"), data), "");
  EXPECT_EQ(refusal(header("1 65539"), data), ""); // modulo 65536
  EXPECT_EQ(refusal(header("5 0"), data), "");     // 0: not made
  EXPECT_TRUE(says(refusal(header("5 3"), data),
                   "signal 'II': the first value is 1, the header says 5"));
  EXPECT_TRUE(says(refusal(header("1 4"), data),
                   "signal 'II': the checksum is 3, the header says 4"));
}

TEST(WfdbRecord, RefusesWhatIsNotThere) {
  EXPECT_TRUE(says(refusal("r 1 100 3\nr.dat 16\n", {1, 0, 2, 0}),
                   "3 frames of 1 samples do not fit into 4 bytes"));
  EXPECT_TRUE(says(refusal("r 1 100 18446744073709551615\nr.dat 16\n", {1, 0}),
                   "do not fit into 2 bytes"));
  EXPECT_TRUE(says(refusal("r 1 100 1\nq.dat 16\n", {}), "q.dat': no such"));
  EXPECT_TRUE(says(refusal("r 1 100 1\nr.dat 16+9\n", {1, 0}),
                   "behind the end of the file"));
  EXPECT_TRUE(says(refusal("r 1 100 1\nr.dat 8\n", {1, 0}),
                   "format 8 is not supported; there are 16, 80, 212"));
  EXPECT_TRUE(says(refusal("r 2 100 1\nr.dat 16\nr.dat 80\n", Bytes(9)),
                   "differ in format or byte offset"));
}
