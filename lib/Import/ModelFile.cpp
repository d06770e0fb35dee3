// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parsing of model files. Protocol buffers accept almost anything, an empty
// file included, so what comes out is checked for being a model.

#include "ModelFile.h"
#include "Error.h"
#include "ecg/Import/Import.h"
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/text_format.h>

namespace proto = google::protobuf;

namespace ecg {

namespace {

/// Nesting of messages; real models stay below 10, each level costs stack.
constexpr int maxNesting = 64;

bool isText(llvm::StringRef path) { return !path.ends_with(".onnx"); }

/// Keeps the first error of the text parser.
class FirstError : public proto::io::ErrorCollector {
public:
  void AddError(int line, int column, const std::string &message) override {
    if (text.empty())
      text = llvm::formatv("line {0}, column {1}: {2}", line + 1, column + 1,
                           message);
  }
  std::string text;
};

llvm::Error parseText(llvm::StringRef bytes, onnx::ModelProto &model) {
  FirstError error;
  proto::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.SetRecursionLimit(maxNesting);
  proto::io::ArrayInputStream stream(bytes.data(), bytes.size());
  if (parser.Parse(&stream, &model))
    return llvm::Error::success();
  return makeError("is not a model in text form: {0}", error.text);
}

llvm::Error parseBinary(llvm::StringRef bytes, onnx::ModelProto &model) {
  proto::LogSilencer silence; // what is wrong is reported once, by us
  proto::io::CodedInputStream stream(
      reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
  stream.SetRecursionLimit(maxNesting);
  if (model.ParseFromCodedStream(&stream) && stream.ConsumedEntireMessage())
    return llvm::Error::success();
  return makeError("is not an ONNX model, or is cut off ({0} bytes)",
                   bytes.size());
}

} // namespace

bool isOnnxFileName(llvm::StringRef path) {
  return path.ends_with(".onnx") || path.ends_with(".onnxtxt") ||
         path.ends_with(".textproto");
}

llvm::Error parseModel(llvm::MemoryBufferRef buffer, onnx::ModelProto &model) {
  llvm::StringRef bytes = buffer.getBuffer();
  if (bytes.empty())
    return makeError("is empty");
  if (bytes.size() > static_cast<size_t>(INT_MAX))
    return makeError("has {0} bytes; protocol buffers end at 2 GB, store "
                     "weights as external data",
                     bytes.size());
  llvm::Error error = isText(buffer.getBufferIdentifier())
                          ? parseText(bytes, model)
                          : parseBinary(bytes, model);
  if (error)
    return error;
  if (!model.has_ir_version() || !model.has_graph())
    return makeError("is not an ONNX model: {0} is missing",
                     model.has_graph() ? "the IR version" : "the graph");
  return llvm::Error::success();
}

} // namespace ecg
