// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// README.txt of an emitted folder.

#include "ecg/Target/Report.h"
#include "llvm/ADT/StringExtras.h"

namespace ecg {

/// A main that compiles as it stands; test/Target builds it.
static void printExample(llvm::raw_ostream &os, const CModel &model) {
  std::string upper = model.macro;
  os << "    #include \"" << model.name << ".h\"\n\n"
     << "    static uint64_t arena[(" << upper
     << "_ARENA_BYTES + 7) / 8]; /* aligned to 8 */\n";
  if (model.stateBytes)
    os << "    static uint64_t state[(" << upper
       << "_STATE_BYTES + 7) / 8]; /* zero before the first run */\n";
  for (const CPort &port : model.ports)
    if (port.isParameter())
      os << "    static " << port.cType() << " " << port.id << "[" << upper
         << "_" << llvm::StringRef(port.id).upper() << "_LEN];\n";
  os << "\n    int main(void) {\n"
     << "      /* fill the input here"
     << (model.hasInputInArena() ? ", where the functions of the header say"
                                 : "")
     << " */\n"
     << "      return " << model.name << "_run(arena"
     << (model.stateBytes ? ", state" : "");
  for (const CPort &port : model.ports)
    if (port.isParameter())
      os << ", " << port.id;
  os << ");\n    }\n";
}

std::string printReadme(const CModel &model, const Report &report) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << model.name << ": a neural network as C99, made by ecg-opt from "
     << report.source << "\n\n"
     << "Build: compile all .c files of this folder in one call, with any C99\n"
     << "compiler; no include path and no special flags are needed\n\n"
     << "    cc -O2 -c *.c\n\n"
     << "or add_subdirectory() it from CMake and link '" << model.name
     << "'. Link with -lm.\nThe kernels are in headers; " << model.name
     << "_self_test.c need not be linked.\n\n"
     << "Use (" << model.name << ".h is the whole API):\n\n";
  printExample(os, model);
  os << "\n";
  printReport(os, report);
  os << "\nThe files are yours to use under the terms of the compiler's "
        "licence:\nApache-2.0 WITH LLVM-exception.\n";
  return text;
}

} // namespace ecg
