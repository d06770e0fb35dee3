// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text of the plugin. QEMU's own header is not in Debian's packages, so the
// few functions that are used stand here once more (plugin API 1).

#include "CountPlugin.h"

namespace ecg {

llvm::StringRef countPluginSource() {
  return R"(#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t plugin_id;
struct qemu_info;
struct block;
struct insn;
enum { NO_REGISTERS = 0, ADD_U64 = 0, API = 1, MOST = 8 };
typedef void (*on_block_t)(plugin_id, struct block *);
typedef void (*on_run_t)(unsigned cpu, void *data);
typedef void (*on_exit_t)(plugin_id, void *data);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, on_block_t);
size_t qemu_plugin_tb_n_insns(const struct block *);
struct insn *qemu_plugin_tb_get_insn(const struct block *, size_t);
uint64_t qemu_plugin_insn_vaddr(const struct insn *);
const void *qemu_plugin_insn_data(const struct insn *);
size_t qemu_plugin_insn_size(const struct insn *);
void qemu_plugin_register_vcpu_insn_exec_cb(struct insn *, on_run_t, int,
                                            void *);
void qemu_plugin_register_vcpu_insn_exec_inline(struct insn *, int, void *,
                                                uint64_t);
void qemu_plugin_register_atexit_cb(plugin_id, on_exit_t, void *);
__attribute__((visibility("default"))) int qemu_plugin_version = API;

/* An instruction as it was translated, perhaps one of several times; bytes may
 * go on with the next one, where QEMU looked ahead at the end of a page. */
typedef struct count {
  struct count *next;
  uint64_t address, runs;
  char bytes[2 * MOST + 1];
} count_t;

static count_t *counts;
static FILE *out;
static const char *mark = "";
static int region;

static void on_mark(unsigned cpu, void *data) {
  (void)cpu, (void)data;
  for (count_t *c = counts; c; c = c->next) {
    if (c->runs && region)
      fprintf(out, "%d %" PRIx64 " %" PRIu64 " %s\n", region, c->address,
              c->runs, c->bytes);
    c->runs = 0;
  }
  ++region;
}

static count_t *add(struct insn *insn) {
  count_t *c = calloc(1, sizeof(*c));
  size_t size = qemu_plugin_insn_size(insn);
  if (!c || size > MOST)
    abort();
  for (size_t i = 0; i < size; ++i)
    snprintf(c->bytes + 2 * i, 3, "%02x",
             ((const unsigned char *)qemu_plugin_insn_data(insn))[i]);
  c->address = qemu_plugin_insn_vaddr(insn);
  c->next = counts;
  return counts = c;
}

static void on_block(plugin_id id, struct block *block) {
  (void)id;
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
    struct insn *insn = qemu_plugin_tb_get_insn(block, i);
    count_t *c = add(insn);
    if (strncmp(c->bytes, mark, strlen(mark)) == 0) {
      qemu_plugin_register_vcpu_insn_exec_cb(insn, on_mark, NO_REGISTERS, 0);
      continue;
    }
    qemu_plugin_register_vcpu_insn_exec_inline(insn, ADD_U64, &c->runs, 1);
  }
}

static void finish(plugin_id id, void *data) {
  (void)id, (void)data;
  fclose(out);
}

__attribute__((visibility("default"))) int
qemu_plugin_install(plugin_id id, const struct qemu_info *info, int n,
                    char **arguments) {
  (void)info;
  for (int i = 0; i < n; ++i)
    if (strncmp(arguments[i], "mark=", 5) == 0)
      mark = strdup(arguments[i] + 5);
    else if (strncmp(arguments[i], "out=", 4) == 0)
      out = fopen(arguments[i] + 4, "w");
  if (!out)
    return -1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_block);
  qemu_plugin_register_atexit_cb(id, finish, 0);
  return 0;
}
)";
}

} // namespace ecg
