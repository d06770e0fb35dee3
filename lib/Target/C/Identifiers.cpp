// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From model names to C identifiers.

#include "ecg/Target/Identifiers.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

namespace ecg {

/// C99 promises 63 significant characters; macros append suffixes to these.
static constexpr size_t maxLength = 40;

/// Keywords of C to C23 and of C++ (the header is for both), and names that
/// <stddef.h>, <stdint.h>, <math.h>, <string.h> or the linker already have.
static bool isReserved(llvm::StringRef name) {
  static const llvm::StringSet<> words = {
      "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor",
      "bool", "break", "case", "catch", "char", "class", "compl", "concept",
      "const", "consteval", "constexpr", "constinit", "const_cast", "continue",
      "decltype", "default", "delete", "do", "double", "dynamic_cast", "else",
      "enum", "explicit", "export", "extern", "false", "float", "for", "friend",
      "goto", "if", "inline", "int", "long", "mutable", "namespace", "new",
      "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq",
      "private", "protected", "public", "register", "reinterpret_cast",
      "requires", "restrict", "return", "short", "signed", "sizeof", "static",
      "static_assert", "static_cast", "struct", "switch", "template", "this",
      "thread_local", "throw", "true", "try", "typedef", "typeid", "typename",
      "typeof", "typeof_unqual", "union", "unsigned", "using", "virtual",
      "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
      // Libraries.
      "NULL", "INFINITY", "NAN", "errno", "main", "linux", "unix", "exp",
      "expf", "tanh", "tanhf", "fabs", "fabsf", "floor", "floorf", "rint",
      "sqrt", "pow", "log", "sin", "cos", "gamma", "j0", "j1", "jn", "y0", "y1",
      "yn", "index", "rindex", "memcpy", "memset", "memmove", "memcmp", "abs",
      "div", "malloc", "free", "exit", "abort", "remainder", "signal", "int8_t",
      "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t",
      "uint64_t", "intptr_t", "uintptr_t", "size_t", "ptrdiff_t", "float_t",
      "double_t", "time", "clock", "select", "read", "write", "open", "close"};
  // The runtime's own prefix.
  return words.contains(name) || name.starts_with_insensitive("ecg_rt_");
}

std::string toIdentifier(llvm::StringRef name, llvm::StringRef fallback) {
  std::string id;
  for (char c : name) {
    if (llvm::isAlnum(c))
      id += c;
    else if (!id.empty() && id.back() != '_')
      id += '_';
  }
  id.resize(std::min(id.size(), maxLength));
  while (!id.empty() && id.back() == '_')
    id.pop_back();
  if (id.empty())
    return fallback.str();
  if (llvm::isDigit(id.front()) || isReserved(id))
    id = (fallback + "_" + id).str();
  return id;
}

std::string Identifiers::unique(llvm::StringRef name,
                                llvm::StringRef fallback) {
  std::string stem = toIdentifier(name, fallback), id = stem;
  for (unsigned n = 2; !taken.insert(llvm::StringRef(id).upper()).second; ++n)
    id = stem + "_" + std::to_string(n);
  return id;
}

} // namespace ecg
