# cmake -DPATCH=patch -DCHANGE=FILE.patch -DFOLDER=FOLDER -P apply_patch.cmake: changes the copies in FOLDER, or says what to do where they are not
# what the patch was made for.
execute_process(COMMAND ${PATCH} -s -N -F 0 -r - -p 4 -d ${FOLDER} -i ${CHANGE} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(status)  # lines that begin with a space are not wrapped
  message(FATAL_ERROR " ${CHANGE} does not fit its program as that is now.\n"
                      " Have you changed the program, perhaps for this very exercise? `git diff chapters` shows it, `git restore FILE` undoes it.\n"
                      " If not, the patch must be made anew: ${said}")
endif()
