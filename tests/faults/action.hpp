#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

/// Something that reads or writes files or asks for memory, to be done again and again with one fault after the other.
struct Action {
  std::string name;
  /// Does it. Throws what it has to tell; gives false where it has told it on standard error instead.
  std::function<bool()> run;
  /// The files that it writes, by their names in the folder. A fault that is told leaves the old ones.
  std::vector<std::string> writes = {};
  /// A file that a fault may leave, since the next run goes on with it.
  std::string may_leave = {};
  /// Whether some of them may be new nevertheless, since it does more after it has written them.
  bool goes_on = false;
  /// Does it once more after a fault, without one, and throws where anything is left of that.
  std::function<void()> repeat = {};
  /// How many faults it meets at least, by the name of the call: fewer, and the test injects nothing.
  std::map<std::string, int> least = {};
};

/// All actions, with their files in this folder.
std::vector<Action> file_actions(const std::string& folder);

/// Those that work with tensors alone.
std::vector<Action> tensor_actions();
