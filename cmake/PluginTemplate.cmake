# kerege_plugin_template(<folder of a plugin> ID <its id> TABLE <its table> VENDOR <its vendor> OUTPUT <folder>)
#
# Makes of a plugin what `kerege plugin new` copies: its files with @ID@, @SQL_ID@ and @VENDOR@ where its
# own names stood. Done when the build is configured, and again when one of the files has changed.
function(kerege_plugin_template folder)
    cmake_parse_arguments(arg "" "ID;TABLE;VENDOR;OUTPUT" "" ${ARGN})
    file(GLOB_RECURSE files RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*)
    file(REMOVE_RECURSE ${arg_OUTPUT})
    string(REGEX REPLACE "^${arg_ID}_" "@SQL_ID@_" table ${arg_TABLE})
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file})
        file(READ ${folder}/${file} text)
        string(REPLACE "${arg_TABLE}" "${table}" text "${text}")
        string(REPLACE "${arg_ID}" "@ID@" text "${text}")
        string(REPLACE "vendor: ${arg_VENDOR}" "vendor: @VENDOR@" text "${text}")
        file(WRITE ${arg_OUTPUT}/${file} "${text}")
    endforeach()
endfunction()
