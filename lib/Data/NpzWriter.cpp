// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writing .npz archives the way np.savez does: stored, .npy version 1.0, and
// no time stamps, so that equal arrays are equal files.
#include "Support.h"
#include "ecg/Data/Npz.h"
#include "llvm/Support/EndianStream.h"
#include <zlib.h>

using namespace llvm;

namespace ecg {

static std::string npyHeader(const NpyArray &array) {
  bool ordered = array.kind != 'S' && array.itemBytes > 1;
  std::string dict = "{'descr': '" + std::string(ordered ? "<" : "|") +
                     array.dtype() + "', 'fortran_order': False, 'shape': (";
  for (int64_t dim : array.shape)
    dict += std::to_string(dim) + (array.shape.size() == 1 ? ",)" : ", ");
  if (array.shape.size() != 1)
    dict += ")";
  dict += ", }";
  // Data starts at a multiple of 64; the header ends in a newline.
  dict.append(63 - (10 + dict.size()) % 64, ' ');
  dict += '\n';
  std::string text("\x93NUMPY\x01\x00", 8);
  raw_string_ostream stream(text);
  support::endian::write<uint16_t>(stream, dict.size(),
                                   llvm::endianness::little);
  stream << dict;
  return text;
}

namespace {
/// The fields that local header and directory have in common.
struct Member {
  std::string name;
  std::string header;
  uint32_t crc, size, offset;

  void write(support::endian::Writer &out) const {
    out.write<uint16_t>(20);       // version needed
    out.write<uint32_t>(0);        // flags, method: stored
    out.write<uint32_t>(0x210000); // 1980-01-01 00:00
    out.write<uint32_t>(crc);
    out.write<uint32_t>(size);
    out.write<uint32_t>(size);
    out.write<uint16_t>(name.size());
    out.write<uint16_t>(0); // extra field
  }
};
} // namespace

static Member makeMember(const NpzEntry &entry, uint64_t offset) {
  Member member{entry.name + ".npy", npyHeader(entry.array), 0, 0,
                uint32_t(offset)};
  const auto *front = reinterpret_cast<const Bytef *>(member.header.data());
  member.crc = crc32_z(0, front, member.header.size());
  // zlib takes a null pointer for "start again".
  if (!entry.array.bytes.empty())
    member.crc =
        crc32_z(member.crc, entry.array.bytes.data(), entry.array.bytes.size());
  member.size = member.header.size() + entry.array.bytes.size();
  return member;
}

static void writeArchive(raw_ostream &stream, ArrayRef<NpzEntry> entries) {
  support::endian::Writer out(stream, llvm::endianness::little);
  uint64_t begin = stream.tell();
  std::vector<Member> members;
  for (const NpzEntry &entry : entries) {
    members.push_back(makeMember(entry, stream.tell() - begin));
    out.write<uint32_t>(0x04034b50);
    members.back().write(out);
    stream << members.back().name << members.back().header;
    stream.write(reinterpret_cast<const char *>(entry.array.bytes.data()),
                 entry.array.bytes.size());
  }
  uint64_t directory = stream.tell() - begin;
  for (const Member &member : members) {
    out.write<uint32_t>(0x02014b50);
    out.write<uint16_t>(20); // version made by
    member.write(out);
    out.write<uint16_t>(0); // comment
    out.write<uint32_t>(0); // disk, internal attributes
    out.write<uint32_t>(0); // external attributes
    out.write<uint32_t>(member.offset);
    stream << member.name;
  }
  uint64_t size = stream.tell() - begin - directory;
  out.write<uint32_t>(0x06054b50);
  out.write<uint32_t>(0); // disks
  out.write<uint16_t>(members.size());
  out.write<uint16_t>(members.size());
  out.write<uint32_t>(size);
  out.write<uint32_t>(directory);
  out.write<uint16_t>(0); // comment
}

Error writeNpz(StringRef path, ArrayRef<NpzEntry> entries) {
  uint64_t total = 0;
  for (const NpzEntry &entry : entries) {
    if (entry.array.bytes.size() !=
        uint64_t(entry.array.size()) * entry.array.itemBytes)
      return dataError(path + ": array '" + entry.name +
                       "' does not have the bytes of its shape");
    total += entry.array.bytes.size() + 2 * entry.name.size() + 1024;
  }
  // The 64-bit extension is read, never written: data this big has no place
  // in one file.
  if (total > UINT32_MAX || entries.size() >= 0xffff)
    return dataError(path + ": more than 4 GiB or 65534 arrays in one archive");
  Error error = writeToOutput(path, [&](raw_ostream &stream) {
    writeArchive(stream, entries);
    return Error::success();
  });
  if (!error)
    return Error::success();
  return dataError("cannot write '" + path +
                   "': " + StringRef(toString(std::move(error))).lower());
}

} // namespace ecg
