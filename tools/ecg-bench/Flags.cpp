// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which of two programs a flag is for is known by its name.

#include "Flags.h"
#include "llvm/ADT/StringRef.h"

namespace ecg {

std::vector<std::string> Flags::parse(int argc, char **argv) {
  cl::HideUnrelatedOptions(category);
  auto &known = cl::getRegisteredOptions();
  std::vector<const char *> own{argv[0]};
  std::vector<std::string> passed;
  for (int i = 1; i < argc; ++i) {
    llvm::StringRef argument = argv[i];
    llvm::StringRef name = argument.ltrim('-').split('=').first;
    bool isFlag = argument.starts_with("-") && argument != "-";
    if (isFlag && known.count(name)) {
      own.push_back(argv[i]);
      // "--json FILE"
      if (known[name]->getValueExpectedFlag() == cl::ValueRequired &&
          !argument.contains('=') && i + 1 < argc)
        own.push_back(argv[++i]);
      continue;
    }
    // Values of ecg-opt's flags stand behind '=': a lone word is the model.
    if (!isFlag)
      own.push_back(argv[i]);
    passed.push_back(argument.str());
  }
  cl::ParseCommandLineOptions(
      static_cast<int>(own.size()), own.data(),
      "What a network costs on microcontrollers, counted under QEMU\n\n"
      "  ecg-bench model.onnx --targets=cortex-m4,cortex-m55 --int8 "
      "--data=beats.npz\n"
      "  ecg-bench model.onnx --peer-onnx2c=DIR --json=costs.json\n\n"
      "Flags that are not listed here go to ecg-opt, values behind '='.\n");
  return passed;
}

} // namespace ecg
