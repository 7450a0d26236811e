#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>

#include "services/gateway/derived/cells.h"
#include "services/gateway/derived/table.h"

namespace assay::gateway {
namespace {

using schema::Message;

constexpr size_t kRowsMax = LXW_ROW_MAX - 1;  // one is the header
constexpr size_t kCellLengthMax = 32'767;     // in UTF-16 units, as Excel counts
constexpr size_t kExactDigits = 15;           // a sheet's numbers hold no more
constexpr double kColumnWidth = 18;
constexpr size_t kSheetNameMax = LXW_SHEETNAME_MAX;

// A file that has no name and lives in memory, with a path for libraries that want one.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("assay-table", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool ok() const { return fd_ >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }
  Result<std::string> Read() const {
    std::string bytes;
    std::array<char, 65'536> buffer;
    for (;;) {
      ssize_t size = pread(fd_, buffer.data(), buffer.size(), static_cast<off_t>(bytes.size()));
      if (size <= 0) {
        return size == 0 ? Result<std::string>(std::move(bytes))
                         : Internal("a workbook in memory cannot be read");
      }
      bytes.append(buffer.data(), static_cast<size_t>(size));
    }
  }

 private:
  int fd_;
};

struct Formats {
  lxw_format* header;
  lxw_format* date;
  lxw_format* instant;
};

Formats AddFormats(lxw_workbook* book) {
  Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.header);
  format_set_num_format(formats.date, "yyyy-mm-dd");
  format_set_num_format(formats.instant, "yyyy-mm-dd hh:mm:ss");
  return formats;
}

// The text as far as a cell holds it.
std::string Fitted(const std::string& text) {
  size_t units = 0;
  size_t fits = 0;  // bytes that leave room for the ellipsis
  for (size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) == 0x80) {
      continue;
    }
    if (units <= kCellLengthMax - 1) {
      fits = i;
    }
    units += byte >= 0xf0 ? 2 : 1;
  }
  return units <= kCellLengthMax ? text : text.substr(0, fits) + "\u2026";
}

int Digits(const std::string& text, size_t begin, size_t count) {
  int value = 0;
  std::from_chars(text.data() + begin, text.data() + begin + count, value);
  return value;
}

// "2026-11-21" or "2026-11-21T09:00:00..."; REQUIRES: it is one of them.
lxw_datetime DateTimeOf(const std::string& text) {
  lxw_datetime at{Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2), 0, 0, 0};
  if (text.size() > 10) {
    at.hour = Digits(text, 11, 2);
    at.min = Digits(text, 14, 2);
    at.sec = Digits(text, 17, 2);
  }
  return at;
}

lxw_error WriteText(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column,
                    const std::string& text) {
  return worksheet_write_string(sheet, row, column, Fitted(text).c_str(), nullptr);
}

lxw_error WriteCell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                    const Formats& formats) {
  if (cell.text.empty()) {
    return LXW_NO_ERROR;
  }
  switch (cell.kind) {
    case Cell::Kind::kText:
      break;
    case Cell::Kind::kNumber:
      if (cell.text.size() <= kExactDigits) {
        double number = std::strtod(cell.text.c_str(), nullptr);
        return worksheet_write_number(sheet, row, column, number, nullptr);
      }
      break;
    case Cell::Kind::kBoolean:
      return worksheet_write_boolean(sheet, row, column, cell.text == "true" ? 1 : 0, nullptr);
    case Cell::Kind::kDate:
    case Cell::Kind::kInstant: {
      lxw_datetime at = DateTimeOf(cell.text);
      lxw_format* format = cell.kind == Cell::Kind::kDate ? formats.date : formats.instant;
      return worksheet_write_datetime(sheet, row, column, &at, format);
    }
  }
  return WriteText(sheet, row, column, cell.text);
}

lxw_error WriteRows(lxw_worksheet* sheet, const std::vector<Column>& columns,
                    const std::vector<const Message*>& records, const Formats& formats) {
  lxw_error error = LXW_NO_ERROR;
  for (size_t c = 0; c < columns.size() && error == LXW_NO_ERROR; ++c) {
    error = worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(c), columns[c].name.c_str(),
                                   formats.header);
  }
  for (size_t r = 0; r < records.size() && error == LXW_NO_ERROR; ++r) {
    for (size_t c = 0; c < columns.size() && error == LXW_NO_ERROR; ++c) {
      error = WriteCell(sheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c),
                        CellOf(*records[r], columns[c]), formats);
    }
  }
  return error;
}

}  // namespace

Result<std::string> ToXlsx(const schema::Descriptor* type,
                           const std::vector<const Message*>& records) {
  if (records.size() > kRowsMax) {
    return InvalidArgument("a sheet holds at most " + std::to_string(kRowsMax) + " records");
  }
  MemoryFile file;
  if (!file.ok()) {
    return Unavailable("no memory for a workbook");
  }
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(file.path().c_str(), &options);
  std::string name = type->name().substr(0, kSheetNameMax);
  lxw_worksheet* sheet = book == nullptr ? nullptr : workbook_add_worksheet(book, name.c_str());
  if (sheet == nullptr) {
    return Unavailable("no memory for a workbook");
  }
  Formats formats = AddFormats(book);
  std::vector<Column> columns = ColumnsOf(type);
  worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(columns.size() - 1), kColumnWidth, nullptr);
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_error written = WriteRows(sheet, columns, records, formats);
  lxw_error closed = workbook_close(book);  // frees it, whatever happened
  lxw_error error = written != LXW_NO_ERROR ? written : closed;
  if (error != LXW_NO_ERROR) {
    return Internal(std::string("a workbook cannot be written: ") + lxw_strerror(error));
  }
  return file.Read();
}

}  // namespace assay::gateway
