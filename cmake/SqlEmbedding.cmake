# kerege_embed_sql(<target> FOLDER <dir> NAMESPACE <ns> HEADER <name.hpp> TYPE <c++ type>
#                  INCLUDE <header of the type>)
#
# Turns <dir>/*.sql, one statement each, into the header "queries/<name.hpp>" with a constant per
# file, named as the file, and all of them in the array <ns>::all. Comments are dropped; `:name` becomes $1…$n by first appearance, the same
# name the same number. x.pg.sql beside x.sql is PostgreSQL's text of x and names the same
# parameters. A statement is rebuilt when its file changes, and a file that comes or goes is seen.
#
#   kerege_embed_sql(kerege_directory FOLDER ${CMAKE_SOURCE_DIR}/host/queries/directory
#                    NAMESPACE kerege::queries::directory HEADER directory.hpp
#                    TYPE kerege::data::Statement INCLUDE host/src/data/database.hpp)
#
#   -- host/queries/directory/organisation_by_code.sql
#   select id, name_kk from core_organisation where code = :code
#
#   #include "queries/directory.hpp"
#   transaction.first(queries::directory::organisation_by_code, {code}, [&](const Row& row) {…});
#
# A plugin passes TYPE kerege::sdk::Statement INCLUDE kerege/sdk/database.hpp NAMESPACE queries.
set(KEREGE_EMBED_SQL_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/EmbedSqlScript.cmake)

function(kerege_embed_sql target)
    cmake_parse_arguments(arg "" "FOLDER;NAMESPACE;HEADER;TYPE;INCLUDE" "" ${ARGN})
    foreach(needed FOLDER NAMESPACE HEADER TYPE INCLUDE)
        if(NOT arg_${needed})
            message(FATAL_ERROR "kerege_embed_sql(${target}): ${needed} is missing")
        endif()
    endforeach()
    cmake_path(ABSOLUTE_PATH arg_FOLDER BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    file(GLOB files CONFIGURE_DEPENDS ${arg_FOLDER}/*.sql)
    if(NOT files)
        message(FATAL_ERROR "kerege_embed_sql(${target}): no .sql file in ${arg_FOLDER}")
    endif()

    set(names)
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME name)
        list(APPEND names ${name})
    endforeach()
    # The names stand in the command line so that a file taken away rebuilds the header as well.
    list(JOIN names "|" names)
    set(root ${CMAKE_CURRENT_BINARY_DIR}/${target}_sql)
    set(header ${root}/queries/${arg_HEADER})
    add_custom_command(
        OUTPUT ${header}
        COMMAND ${CMAKE_COMMAND} "-DFOLDER=${arg_FOLDER}" "-DNAMES=${names}" "-DOUTPUT=${header}"
                "-DNAMESPACE=${arg_NAMESPACE}" "-DTYPE=${arg_TYPE}" "-DINCLUDE=${arg_INCLUDE}"
                -P ${KEREGE_EMBED_SQL_SCRIPT}
        DEPENDS ${files} ${KEREGE_EMBED_SQL_SCRIPT}
        COMMENT "Embedding SQL: queries/${arg_HEADER}"
        VERBATIM)
    target_sources(${target} PRIVATE ${header})
    target_include_directories(${target} PUBLIC ${root})
endfunction()
