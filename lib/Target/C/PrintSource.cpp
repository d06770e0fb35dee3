// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `<model>.c`, its tables, and the CMakeLists.txt beside them.

#include "Printers.h"
#include "ecg/Target/CText.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ecg {

/// "a, b, c" broken into lines of at most 78 columns.
static void printWrapped(llvm::raw_ostream &os,
                         llvm::ArrayRef<std::string> items,
                         llvm::StringRef indent) {
  size_t column = 80;
  for (auto [i, item] : llvm::enumerate(items)) {
    bool last = i + 1 == items.size();
    if (column + item.size() + 2 > 78) {
      os << (i ? "\n" : "") << indent;
      column = indent.size();
    } else {
      os << ' ';
      ++column;
    }
    os << item << (last ? "" : ",");
    column += item.size() + !last;
  }
}

/// The parameters of `<model>_run` that a call uses, in their order, with or
/// without their types.
static std::string parametersOf(const CModel &model, const CCall &call,
                                bool withTypes) {
  auto uses = [&](llvm::StringRef start) {
    return llvm::any_of(call.args, [&](llvm::StringRef arg) {
      return arg == start || (arg.consume_front(start) &&
                              (arg.starts_with(" ") || start.ends_with("(")));
    });
  };
  std::vector<std::string> names;
  if (uses("AT("))
    names.push_back(withTypes ? "void *arena" : "arena");
  if (uses("STATE("))
    names.push_back(withTypes ? "void *state" : "state");
  for (const CPort &port : model.ports)
    if (uses(port.id))
      names.push_back(withTypes ? (port.isOutput ? "" : "const ") +
                                      port.cType().str() + " *" + port.id
                                : port.id);
  return llvm::join(names, ", ");
}

static std::string functionOf(size_t call) {
  return "call_" + std::to_string(call);
}

/// A function for each call: the compiler then has all registers for it,
/// whatever stands beside it.
static void printCall(llvm::raw_ostream &os, const CModel &model, size_t index,
                      const CCall &call) {
  std::string parameters = parametersOf(model, call, /*withTypes=*/true);
  os << "\n/* " << cCommentText(call.comment);
  if (!call.rows.empty())
    os << ", rows of weights: " << call.rows;
  os << " */\nECG_RT_NOINLINE void " << functionOf(index) << "("
     << (parameters.empty() ? "void" : parameters) << ") {\n"
     << "  static const ecg_" << call.stem << "_params_t p = {\n";
  printWrapped(os, call.params, "      ");
  os << "};\n  " << call.kernel << "(\n";
  std::vector<std::string> args{"&p"};
  args.insert(args.end(), call.args.begin(), call.args.end());
  printWrapped(os, args, "      ");
  os << ");\n}\n";
}

static void printChecks(llvm::raw_ostream &os, const CModel &model) {
  os << "  if (arena == NULL";
  if (model.stateBytes)
    os << " || state == NULL";
  for (const CPort &port : model.ports)
    if (port.isParameter())
      os << " ||\n      " << port.id << " == NULL";
  os << ")\n    return ECG_RT_ERR_NULL;\n"
     << "  if ((uintptr_t)arena % " << model.macro << "_ARENA_ALIGN != 0)\n"
     << "    return ECG_RT_ERR_ARENA;\n";
  if (model.stateBytes)
    os << "  if ((uintptr_t)state % " << model.macro << "_ARENA_ALIGN != 0)\n"
       << "    return ECG_RT_ERR_ARENA;\n";
}

std::string printSource(const CModel &model, const EmitOptions &options) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << fileComment(options, "One inference of '" + model.name +
                                 "' as a list of kernel calls.")
     << "#include \"" << model.name << ".h\"\n"
     << "#include \"" << model.name << "_weights.h\"\n";
  if (model.rowCodes)
    os << "/* Unpacks the codes that these weights have, and no others. */\n"
       << "#ifndef ECG_RT_ROW_CODES\n#define ECG_RT_ROW_CODES 0x"
       << llvm::utohexstr(model.rowCodes) << "\n#endif\n";
  std::set<std::string> headers;
  for (const CCall &call : model.calls)
    headers.insert(call.header());
  for (const std::string &header : headers)
    os << "#include \"" << header << "\"\n";
  os << "#include <math.h>\n\n"
     << "/* A buffer at a planned offset of the arena. */\n"
     << "#define AT(offset) ((void *)((unsigned char *)arena + (offset)))\n"
     << (model.stateBytes ? "/* The same of the state. */\n"
                            "#define STATE(offset) ((void *)((unsigned char "
                            "*)state + (offset)))\n"
                          : "")
     << "/* Runs behind kernel call n: for profilers. */\n"
        "#ifndef ECG_RT_AFTER_CALL\n#define ECG_RT_AFTER_CALL(n) (void)0\n"
        "#endif\n";
  for (auto [index, call] : llvm::enumerate(model.calls))
    printCall(os, model, index, call);
  os << "\n" << prototype(model, "run", /*withInputs=*/true) << " {\n";
  printChecks(os, model);
  for (auto [index, call] : llvm::enumerate(model.calls))
    os << "  " << functionOf(index) << "("
       << parametersOf(model, call, /*withTypes=*/false)
       << ");\n  ECG_RT_AFTER_CALL(" << index << ");\n";
  os << "  return ECG_RT_OK;\n}\n";
  return text;
}

llvm::Expected<std::string> printWeights(const CModel &model,
                                         const EmitOptions &options) {
  std::string text;
  llvm::raw_string_ostream os(text);
  std::string guard = model.macro + "_WEIGHTS_H";
  os << fileComment(options, "Tables of the model '" + model.name +
                                 "', included by its .c file only.")
     << "#ifndef " << guard << "\n#define " << guard << "\n\n"
     << "#include \"ecg_rt.h\"\n#include <math.h>\n";
  for (const CTable &table : model.tables) {
    os << "\n/* " << cCommentText(table.layer + ": " + table.label) << ", "
       << table.numBytes() << " bytes */\n";
    if (!printArray(os, table.id, table.elements))
      return llvm::createStringError("cannot read the constant '" +
                                     table.layer + "'");
  }
  os << "\n#endif /* " << guard << " */\n";
  return text;
}

std::string printCMake(const CModel &model, const EmitOptions &options) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "# Made by ecg-opt from " << cCommentText(options.source)
     << ".\n# add_subdirectory() this folder and link the library '"
     << model.name << "'.\n"
     << "cmake_minimum_required(VERSION 3.13)\n"
     << "if(NOT DEFINED PROJECT_NAME)\n  project(" << model.name
     << " LANGUAGES C)\nendif()\n\n"
     << "add_library(" << model.name << " STATIC " << model.name << ".c";
  if (options.selfTest)
    os << "\n            " << model.name << "_self_test.c";
  if (!printNormalize(model, options).empty())
    os << "\n            " << model.name << "_normalize.c";
  os << ")\n"
     << "target_include_directories(" << model.name
     << " PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})\n"
     << "set_target_properties(" << model.name
     << " PROPERTIES C_STANDARD 99 C_STANDARD_REQUIRED ON)\n"
     << "if(NOT MSVC)\n  target_link_libraries(" << model.name
     << " PUBLIC m)\nendif()\n";
  return text;
}

} // namespace ecg
