// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `<model>.h`: the whole API of an emitted model.

#include "Printers.h"
#include "ecg/Target/CText.h"
#include "llvm/ADT/StringExtras.h"

namespace ecg {

std::string prototype(const CModel &model, llvm::StringRef function,
                      bool withInputs) {
  std::string text = "int " + model.name + "_" + function.str() + "(";
  std::string indent(text.size(), ' ');
  size_t column = text.size();
  auto add = [&](const std::string &parameter, llvm::StringRef separator) {
    bool fits = column + separator.size() + parameter.size() < 78;
    text += fits ? separator.str() : ",\n" + indent;
    column =
        (fits ? column + separator.size() : indent.size()) + parameter.size();
    text += parameter;
  };
  add("void *arena", "");
  if (model.stateBytes)
    add("void *state", ", ");
  for (const CPort &port : model.ports)
    if (port.isOutput || (withInputs && port.isParameter()))
      add((port.isOutput ? "" : "const ") + port.cType().str() + " *" + port.id,
          ", ");
  return text + ")";
}

std::string fileComment(const EmitOptions &options, llvm::StringRef what) {
  return "/* " + cCommentText(what) + "\n * Made by ecg-opt from " +
         cCommentText(options.source) + ". Do not edit. */\n";
}

static std::string shapeText(const CPort &port) {
  return llvm::join(
      llvm::map_range(port.shape, [](int64_t d) { return std::to_string(d); }),
      " x ");
}

/// Length, shape and quantization of one input or output as macros.
static void printPort(llvm::raw_ostream &os, const CModel &model,
                      const CPort &port) {
  std::string prefix =
      "#define " + model.macro + "_" + llvm::StringRef(port.id).upper();
  os << "\n/* " << (port.isOutput ? "Output '" : "Input '")
     << cCommentText(port.onnxName) << "': " << port.cType() << ", "
     << shapeText(port) << ". */\n";
  os << prefix << "_LEN " << port.numElements() << "\n";
  os << prefix << "_RANK " << port.shape.size() << "\n";
  if (!port.shape.empty()) { // C has no empty initializers
    os << prefix << "_SHAPE {";
    llvm::interleaveComma(port.shape, os);
    os << "}\n";
  }
  if (!port.isQuantized)
    return;
  os << "/* real = SCALE * (stored - ZERO_POINT) */\n";
  os << prefix << "_SCALE " << cFloat(port.scale) << "\n";
  os << prefix << "_ZERO_POINT (" << port.zeroPoint << ")\n";
}

/// Where an input in the arena goes.
static void printAccessor(llvm::raw_ostream &os, const CModel &model,
                          const CPort &port) {
  os << "\n/* Write input '" << cCommentText(port.onnxName)
     << "' there before each run, which overwrites it. */\n"
     << "static inline " << port.cType() << " *" << port.accessor(model.name)
     << "(void *arena) {\n  return (" << port.cType()
     << " *)(void *)((unsigned char *)arena + " << *port.arenaOffset
     << ");\n}\n";
}

static void printClassNames(llvm::raw_ostream &os, const CModel &model,
                            const EmitOptions &options) {
  if (options.classNames.empty())
    return;
  os << "\n/* What the values of the first output stand for. */\n"
     << "#define " << model.macro << "_CLASS_NAMES";
  llvm::StringRef open = " {";
  for (const std::string &name : options.classNames) {
    os << open << " \\\n    " << cString(name);
    open = ",";
  }
  os << "}\n";
}

static void printNormalization(llvm::raw_ostream &os, const CModel &model,
                               const EmitOptions &options) {
  os << "\n/* How the signals were prepared that this model was calibrated "
        "and checked on:";
  for (const std::string &input : options.preparation)
    os << "\n * " << cCommentText(input) << ".";
  os << " */\n#define " << model.macro << "_NORMALIZATION "
     << cString(options.normalization->name()) << "\n";
}

static void printFunctions(llvm::raw_ostream &os, const CModel &model,
                           const EmitOptions &options) {
  for (const CPort &port : model.ports)
    if (port.arenaOffset)
      printAccessor(os, model, port);
  os << "\n/* One inference. The arena is working memory of " << model.macro
     << "_ARENA_BYTES\n * bytes, aligned to " << model.macro
     << "_ARENA_ALIGN; nothing in it has to survive between\n"
     << (model.hasInputInArena()
             ? " * calls but inputs from where they are written to the run. "
               "What has parameters\n * of its own needs no alignment beyond "
               "that\n"
             : " * calls. Inputs are only read; inputs and outputs need no "
               "alignment beyond that\n")
     << " * of their type. None of the buffers may overlap. "
        "Returns 0, or a negative\n * ecg_rt_status_t (ecg_rt.h) for a NULL "
        "pointer or a misaligned arena. "
     << (model.stateBytes
             ? "Of\n * a signal that comes in parts, each run goes on where "
               "the "
               "last one with this\n * state ended: it reads and leaves "
             : "There is\n * no state: calls with different arenas may run at "
               "the same time. */\n")
     << (model.stateBytes
             ? model.macro + "_STATE_BYTES bytes,\n * aligned like the arena. "
                             "Nothing else survives between calls. */\n"
             : "")
     << prototype(model, "run", /*withInputs=*/true) << ";\n";
  if (options.selfTest)
    os << "\n/* Runs a stored input and compares with what the compiler's "
          "executor got for it.\n * The outputs receive the result. Returns 0 "
          "or a negative ecg_rt_status_t."
       << (model.stateBytes ? " The\n * state is zeroed before. */\n" : " */\n")
       << prototype(model, "self_test", /*withInputs=*/false) << ";\n";
  std::string normalize = printNormalize(model, options);
  if (!normalize.empty())
    os << "\n/* Prepares one lead of `n` samples as " << model.macro
       << "_NORMALIZATION says. x may be raw. */\n"
       << "void " << model.name
       << "_normalize(const float *raw, float *x, size_t n);\n";
}

std::string printHeader(const CModel &model, const EmitOptions &options) {
  std::string text;
  llvm::raw_string_ostream os(text);
  std::string guard = model.macro + "_H";
  os << fileComment(options, "API of the model '" + model.name + "'.")
     << "#ifndef " << guard << "\n#define " << guard << "\n\n"
     << "#include \"ecg_rt.h\"\n\n"
     << "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
     << "/* Memory that a run works in. */\n"
     << "#define " << model.macro << "_ARENA_BYTES "
     << std::max<int64_t>(model.arenaBytes, 1) << "\n"
     << "#define " << model.macro << "_ARENA_ALIGN ECG_RT_ALIGN\n";
  if (model.stateBytes)
    os << "\n/* What the model knows of a signal between runs. All bytes zero "
          "is "
          "the state\n * before the first run. */\n"
       << "#define " << model.macro << "_STATE_BYTES " << model.stateBytes
       << "\n";
  for (const CPort &port : model.ports)
    printPort(os, model, port);
  printClassNames(os, model, options);
  if (options.normalization)
    printNormalization(os, model, options);
  printFunctions(os, model, options);
  os << "\n#ifdef __cplusplus\n}\n#endif\n\n#endif /* " << guard << " */\n";
  return text;
}

} // namespace ecg
