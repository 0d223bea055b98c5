# kerege_add_plugin(<id> SOURCES <file>… [DOMAIN_SOURCES <file>…])
#
# Makes a plugin's folder, as the host loads it, from the folder of the CMakeLists.txt that calls it:
# plugin.yaml, migrations/, templates/, locales/ and static/ as they are, queries/*.sql as named
# constants, and the library, which exports its entry and nothing else.
#
# DOMAIN_SOURCES become a library of their own, <id>_domain: rules without http, db, SQL or HTML, which
# unit tests link alone.
set(KEREGE_PLUGIN_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})
set(KEREGE_PLUGINS_FOLDER ${CMAKE_BINARY_DIR}/lib/kerege/plugins CACHE PATH "Where plugins are put")

function(kerege_add_plugin id)
    cmake_parse_arguments(arg "" "" "SOURCES;DOMAIN_SOURCES" ${ARGN})
    set(target plugin_${id})
    set(folder ${KEREGE_PLUGINS_FOLDER}/${id})

    add_library(${target} MODULE ${arg_SOURCES})
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${target} PRIVATE kerege_sdk)
    if(arg_DOMAIN_SOURCES)
        add_library(${id}_domain STATIC ${arg_DOMAIN_SOURCES})
        target_include_directories(${id}_domain PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
        target_link_libraries(${id}_domain PUBLIC kerege_sdk)
        set_target_properties(${id}_domain PROPERTIES CXX_VISIBILITY_PRESET hidden
                                                      VISIBILITY_INLINES_HIDDEN ON
                                                      POSITION_INDEPENDENT_CODE ON)
        target_link_libraries(${target} PRIVATE ${id}_domain)
    endif()

    set_target_properties(
        ${target} PROPERTIES PREFIX "" OUTPUT_NAME ${id} SUFFIX ".so" LIBRARY_OUTPUT_DIRECTORY ${folder}
                             C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
                             VISIBILITY_INLINES_HIDDEN ON
                             LINK_DEPENDS ${KEREGE_PLUGIN_CMAKE_DIR}/plugin.map)
    # Two plugins must never share an inline static, and a missing symbol must fail here, not there.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-gnu-unique>)
    endif()
    target_link_options(${target} PRIVATE -Wl,--version-script=${KEREGE_PLUGIN_CMAKE_DIR}/plugin.map)
    if(NOT KEREGE_SANITIZE)
        target_link_options(${target} PRIVATE -Wl,-z,defs)
    endif()
    add_custom_command(TARGET ${target} POST_BUILD
                       COMMAND ${CMAKE_COMMAND} -DNM=${CMAKE_NM} -DLIBRARY=$<TARGET_FILE:${target}>
                               -P ${KEREGE_PLUGIN_CMAKE_DIR}/CheckExports.cmake
                       VERBATIM)

    # Configures again when a folder is made later: static/, queries/, locales/.
    file(GLOB parts LIST_DIRECTORIES ON CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*)

    # Links, so that a template edited in the source is the one that is served.
    foreach(part plugin.yaml migrations templates static help)
        if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${part})
            add_custom_command(TARGET ${target} POST_BUILD
                               COMMAND ${CMAKE_COMMAND} -E create_symlink
                                       ${CMAKE_CURRENT_SOURCE_DIR}/${part} ${folder}/${part}
                               VERBATIM)
            if(part STREQUAL "plugin.yaml")
                install(FILES ${part} DESTINATION lib/kerege/plugins/${id})
            else()
                install(DIRECTORY ${part} DESTINATION lib/kerege/plugins/${id})
            endif()
        endif()
    endforeach()
    install(TARGETS ${target} LIBRARY DESTINATION lib/kerege/plugins/${id})

    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/queries)
        kerege_embed_sql(${target} FOLDER ${CMAKE_CURRENT_SOURCE_DIR}/queries NAMESPACE queries
                         HEADER ${id}.hpp TYPE kerege::sdk::Statement INCLUDE kerege/sdk/database.hpp)
    endif()
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/locales)
        kerege_translations(${target} DOMAIN ${id} FOLDER ${CMAKE_CURRENT_SOURCE_DIR}/locales
                            OUTPUT ${folder}/locales)
        install(DIRECTORY ${folder}/locales DESTINATION lib/kerege/plugins/${id})
    endif()
endfunction()
