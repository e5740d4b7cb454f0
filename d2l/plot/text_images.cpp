#include "d2l/plot/text_images.hpp"

#include <algorithm>
#include <string_view>

#include "d2l/core/wrap.hpp"
#include "d2l/plot/text.hpp"

namespace d2l::plot {
namespace {

constexpr std::string_view shades = " .:-=+*#%@";
constexpr std::size_t narrowest = 14;  // characters for an image, so that it can be recognised
constexpr std::size_t gap = 2;

// How many characters show an image of so many pixels: a character is twice as high as wide.
struct TextSize {
  std::size_t width, height;
};

TextSize fit(const Extent& image, std::size_t room) {
  const auto pixel_rows = static_cast<std::size_t>(image.rows), pixel_columns = static_cast<std::size_t>(image.columns);
  const std::size_t width = std::min(room, pixel_columns);
  return {width, std::max<std::size_t>(pixel_rows * width / pixel_columns / 2, 1)};
}

// The mean of the pixels that one character covers.
std::size_t brightness(const ImageGrid& images, std::size_t image, TextSize size, std::size_t row, std::size_t column) {
  const auto pixel_rows = static_cast<std::size_t>(images.image.rows);
  const auto pixel_columns = static_cast<std::size_t>(images.image.columns);
  const std::size_t top = row * pixel_rows / size.height, left = column * pixel_columns / size.width;
  const std::size_t bottom = std::max((row + 1) * pixel_rows / size.height, top + 1);
  const std::size_t right = std::max((column + 1) * pixel_columns / size.width, left + 1);
  std::size_t sum = 0;
  for (std::size_t r = top; r < bottom; ++r) {
    for (std::size_t c = left; c < right; ++c) {
      sum += images.pixels[image * images.pixels_per_image() + r * pixel_columns + c];
    }
  }
  return sum / ((bottom - top) * (right - left));
}

// `text` cut or filled to `width` characters.
std::string padded(std::string text, std::size_t width) {
  while (length(text) > width) text.pop_back();
  return text.append(width - length(text), ' ');
}

}  // namespace

std::string draw_as_text(const ImageGrid& images, int columns) {
  const auto line_width = static_cast<std::size_t>(std::max(columns, 1));
  const std::size_t across =
      std::min(static_cast<std::size_t>(images.grid.columns), std::max<std::size_t>(line_width / (narrowest + gap), 1));
  const std::size_t cell = line_width / across;
  const TextSize size = fit(images.image, std::max(cell, gap + 1) - gap);

  std::string text;
  for (std::size_t first = 0; first < images.count(); first += across) {
    const std::size_t end = std::min(first + across, images.count());
    std::vector<std::vector<std::string>> captions;
    for (std::size_t i = first; i < end && i < images.titles.size(); ++i) captions.push_back(lines(images.titles[i]));

    std::size_t caption_lines = 0;
    for (const auto& caption : captions) caption_lines = std::max(caption_lines, caption.size());
    for (std::size_t line = 0; line < caption_lines; ++line) {
      for (const auto& caption : captions) text += padded(line < caption.size() ? caption[line] : "", cell);
      text += '\n';
    }
    for (std::size_t row = 0; row < size.height; ++row) {
      for (std::size_t i = first; i < end; ++i) {
        std::string characters;
        for (std::size_t column = 0; column < size.width; ++column) {
          characters += shades[brightness(images, i, size, row, column) * shades.size() / 256];
        }
        text += padded(characters, cell);
      }
      text += '\n';
    }
    text += '\n';
  }
  return text;
}

}  // namespace d2l::plot
