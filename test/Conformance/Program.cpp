// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The program of a batch as C text. Every buffer of a model lies between
// guards, arena and outputs start as garbage, and inputs are compared with what
// was given.

#include "Program.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

namespace ecg {

static constexpr llvm::StringLiteral head = R"(#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_PORTS = 64, GUARD = 64, GARBAGE = 0xA5, SECONDS = 20 };

typedef struct {
  int (*call)(void *arena, void *const *ports);
  size_t sets, arena, inputs, ports;
  const size_t *bytes;
} model_t;

)";

static constexpr llvm::StringLiteral tail = R"(
static unsigned char *guarded(size_t bytes) {
  /* aligned like the arena, with garbage before and behind */
  size_t all = (bytes + 2 * GUARD + 63) / 64 * 64;
  unsigned char *block = aligned_alloc(64, all);
  memset(block, GARBAGE, all);
  return block + GUARD;
}

static int intact(const unsigned char *buffer, size_t bytes) {
  for (size_t i = 0; i < GUARD; ++i)
    if (buffer[i - GUARD] != GARBAGE || buffer[bytes + i] != GARBAGE)
      return 0;
  return 1;
}

static int32_t run(const model_t *model, unsigned char *inputs,
                   unsigned char **ports) {
  unsigned char *arena = guarded(model->arena);
  unsigned char *at = inputs;
  int32_t status;
  for (size_t i = 0; i < model->ports; ++i) {
    ports[i] = guarded(model->bytes[i]);
    if (i < model->inputs) {
      memcpy(ports[i], at, model->bytes[i]);
      at += model->bytes[i];
    }
  }
  status = model->call(arena, (void *const *)ports);
  if (status == 0 && !intact(arena, model->arena))
    status = 1001;
  at = inputs;
  for (size_t i = 0; i < model->ports && status == 0; ++i) {
    if (!intact(ports[i], model->bytes[i]))
      status = 1001;
    else if (i < model->inputs && memcmp(ports[i], at, model->bytes[i]))
      status = 1002;
    at += model->bytes[i];
  }
  return status;
}

int main(int count, char **arguments) {
  size_t first = count > 1 ? (size_t)atoi(arguments[1]) : 0;
  FILE *in = fopen("inputs", "rb"), *out = fopen("outputs", "wb");
  static unsigned char *ports[MAX_PORTS];
  for (size_t m = 0; m < sizeof(models) / sizeof(models[0]); ++m) {
    size_t bytes = 0;
    for (size_t i = 0; i < models[m].inputs; ++i)
      bytes += models[m].bytes[i];
    unsigned char *inputs = malloc(bytes + 1);
    for (size_t s = 0; s < models[m].sets; ++s) {
      if (fread(inputs, 1, bytes, in) != bytes)
        return 2;
      if (m < first)
        continue;
      alarm(SECONDS);
      int32_t status = run(&models[m], inputs, ports);
      fwrite(&status, sizeof(status), 1, out);
      for (size_t i = models[m].inputs; i < models[m].ports && !status; ++i)
        fwrite(ports[i], 1, models[m].bytes[i], out);
      fflush(out);
    }
  }
  return 0;
}
)";

std::string printModelSource(const Translation &code) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "#include \"" << code.name << ".c\"\n\n"
     << "int " << code.name << "_call(void *arena, void *const *ports);\n"
     << "int " << code.name << "_call(void *arena, void *const *ports) {\n"
     << "  return " << code.name << "_run(arena";
  for (size_t i = 0; i < code.ports.size(); ++i)
    os << ", ports[" << i << "]";
  os << ");\n}\n";
  return text;
}

std::string printMain(llvm::ArrayRef<const Translation *> models,
                      llvm::ArrayRef<size_t> sets) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << head;
  for (const Translation *code : models) {
    os << "int " << code->name << "_call(void *arena, void *const *ports);\n"
       << "static const size_t " << code->name << "_bytes[] = {";
    llvm::interleaveComma(code->ports, os,
                          [&](const CPort &port) { os << port.numBytes(); });
    os << "};\n";
  }
  os << "\nstatic const model_t models[] = {\n";
  for (auto [code, runs] : llvm::zip_equal(models, sets)) {
    size_t inputs = llvm::count_if(
        code->ports, [](const CPort &port) { return !port.isOutput; });
    os << llvm::formatv("    {{{0}_call, {1}, {2}, {3}, {4}, {0}_bytes},\n",
                        code->name, runs, code->arenaBytes, inputs,
                        code->ports.size());
  }
  os << "};\n" << tail;
  return text;
}

} // namespace ecg
