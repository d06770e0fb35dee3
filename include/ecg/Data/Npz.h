// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// NumPy's .npz archives of .npy arrays, read and written without NumPy. Trusts
// nothing a file says about sizes. What the arrays mean is Dataset's business.
#ifndef ECG_DATA_NPZ_H
#define ECG_DATA_NPZ_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ecg {

/// One array: little-endian bytes in C order whatever the file had.
struct NpyArray {
  /// NumPy's kind letter: 'b' bool, 'i' int, 'u' unsigned, 'f' float, 'S'
  /// bytes, 'U' text (4 bytes a character).
  char kind = 'f';
  unsigned itemBytes = 4;
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes; ///< the elements, unless `file` has them
  /// The file whose part `mapped` is the elements, of arrays that are not
  /// copied (`NpzFile::map`).
  std::shared_ptr<llvm::MemoryBuffer> file = nullptr;
  llvm::ArrayRef<uint8_t> mapped = {};

  llvm::ArrayRef<uint8_t> data() const {
    return file ? mapped : llvm::ArrayRef(bytes);
  }
  /// Gives memory back that reading a mapped array took. What is read next
  /// comes from the file again, or from the system's cache of it.
  void release() const;
  /// Number of elements, 1 for a scalar.
  int64_t size() const;
  /// Element type as NumPy writes it, without byte order: "f4", "i2", "U5".
  std::string dtype() const;
  bool isNumeric() const { return kind != 'S' && kind != 'U'; }
  bool isInteger() const { return isNumeric() && kind != 'f'; }

  /// Element `i` of a numeric array.
  double number(int64_t i) const;
  /// Element `i` of an integer array; 64-bit integers keep all their bits.
  int64_t integer(int64_t i) const;
  /// Element `i` of a text array as UTF-8, padding removed; numbers as text.
  std::string text(int64_t i) const;
  /// Elements first, first + 1, ... of a numeric array as float.
  void copyTo(int64_t first, llvm::MutableArrayRef<float> out) const;
  std::vector<float> toFloats() const;

  static NpyArray fromFloats(llvm::ArrayRef<float> values,
                             llvm::ArrayRef<int64_t> shape);
  static NpyArray fromInts(llvm::ArrayRef<int32_t> values,
                           llvm::ArrayRef<int64_t> shape);
  static NpyArray fromStrings(llvm::ArrayRef<std::string> values);
};

/// Decodes one .npy image (header v1 to v3, either byte order, C or Fortran
/// order). `what` names it in messages.
llvm::Expected<NpyArray> parseNpy(llvm::ArrayRef<uint8_t> image,
                                  llvm::StringRef what);

/// An open archive. Arrays are read when asked for.
class NpzFile {
public:
  /// Names without ".npy", in the order of the directory.
  std::vector<std::string> names() const;
  bool has(llvm::StringRef name) const { return find(name) != nullptr; }
  /// The array `name`; a missing one is an error that lists those there are.
  llvm::Expected<NpyArray> get(llvm::StringRef name) const;
  /// The same array without a copy in memory, however large: elements stay in
  /// the archive or, of a large packed array, in a temporary file that goes
  /// with it. Arrays that need another order of bytes or dimensions, and small
  /// packed ones, are copied after all.
  llvm::Expected<NpyArray> map(llvm::StringRef name) const;
  llvm::StringRef getPath() const { return path; }

private:
  friend llvm::Expected<NpzFile> readNpz(llvm::StringRef path);
  friend class NpzDirectory;
  struct Entry {
    std::string name;
    uint64_t offset = 0;       ///< of the local header
    uint64_t packedSize = 0;   ///< bytes in the file
    uint64_t unpackedSize = 0; ///< bytes of the .npy image, as claimed
    uint32_t crc = 0;
    uint16_t method = 0; ///< 0 stored, 8 deflate
  };
  const Entry *find(llvm::StringRef name) const;
  llvm::Expected<const Entry *> lookUp(llvm::StringRef name) const;
  llvm::Expected<llvm::ArrayRef<uint8_t>> locate(const Entry &entry,
                                                 llvm::StringRef what) const;

  std::string path;
  std::shared_ptr<llvm::MemoryBuffer> buffer;
  std::vector<Entry> entries;
};

/// Opens the archive at `path` and checks its directory.
llvm::Expected<NpzFile> readNpz(llvm::StringRef path);

/// One array to write, by name.
struct NpzEntry {
  std::string name;
  NpyArray array;
};

/// Writes `entries` to `path` as np.savez does (stored, deterministic bytes).
/// On failure nothing is left at `path`.
llvm::Error writeNpz(llvm::StringRef path, llvm::ArrayRef<NpzEntry> entries);

} // namespace ecg

#endif // ECG_DATA_NPZ_H
