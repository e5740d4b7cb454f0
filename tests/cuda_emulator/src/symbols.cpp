#include "symbols.hpp"

#include <cstdint>
#include <cstdlib>
#include <cxxabi.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <memory>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cuda_emulator::symbols {

namespace {

/// The program's file, as it lies on disk, and where it was loaded.
class Program {
 public:
  Program() {
    const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    struct stat status{};
    if (file < 0 || fstat(file, &status) != 0) return;
    void* memory = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (memory == MAP_FAILED) return;
    find_symbols(static_cast<const char*>(memory));
    dl_iterate_phdr(  // the program itself comes first
        [](dl_phdr_info* info, std::size_t, void* base) {
          *static_cast<std::uintptr_t*>(base) = info->dlpi_addr;
          return 1;
        },
        &base_);
  }

  std::span<const Elf64_Sym> symbols() const { return symbols_; }
  std::string_view name(const Elf64_Sym& symbol) const { return names_ + symbol.st_name; }
  std::uintptr_t address(const Elf64_Sym& symbol) const { return base_ + symbol.st_value; }

 private:
  void find_symbols(const char* file) {
    const auto* header = reinterpret_cast<const Elf64_Ehdr*>(file);
    const std::span sections(reinterpret_cast<const Elf64_Shdr*>(file + header->e_shoff), header->e_shnum);
    for (const auto& section : sections) {
      if (section.sh_type != SHT_SYMTAB) continue;
      symbols_ = {reinterpret_cast<const Elf64_Sym*>(file + section.sh_offset), section.sh_size / sizeof(Elf64_Sym)};
      names_ = file + sections[section.sh_link].sh_offset;
    }
  }

  std::span<const Elf64_Sym> symbols_;
  const char* names_ = "";
  std::uintptr_t base_ = 0;
};

const Program& program() {
  static const Program program;
  return program;
}

std::string readable(std::string_view mangled) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(std::string(mangled).c_str(), nullptr, nullptr, &status), std::free);
  return status == 0 ? std::string(name.get()) : std::string(mangled);
}

}  // namespace

std::string name_of(const void* function) {
  for (const auto& symbol : program().symbols()) {
    if (ELF64_ST_TYPE(symbol.st_info) == STT_FUNC &&
        program().address(symbol) == reinterpret_cast<std::uintptr_t>(function))
      return readable(program().name(symbol));
  }
  return "without a name";
}

std::vector<std::span<char>> variables(const std::string& prefix) {
  std::vector<std::span<char>> found;
  for (const auto& symbol : program().symbols()) {
    if (ELF64_ST_TYPE(symbol.st_info) == STT_OBJECT && program().name(symbol).starts_with(prefix))
      // NOLINTNEXTLINE(performance-no-int-to-ptr): the file tells numbers
      found.emplace_back(reinterpret_cast<char*>(program().address(symbol)), symbol.st_size);
  }
  return found;
}

}  // namespace cuda_emulator::symbols
