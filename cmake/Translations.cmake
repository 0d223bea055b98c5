# kerege_translations(<target> DOMAIN <d> FOLDER <folder> OUTPUT <folder>)
#
# Compiles <FOLDER>/<locale>.po to <OUTPUT>/<locale>.mo whenever <target> is built. msgfmt refuses a
# catalogue whose syntax is broken. That every message is translated, with its {names}, is seen by
# `kerege plugin check`, so that a half-written catalogue doesn't stop a build.
find_program(KEREGE_MSGFMT msgfmt)
if(NOT KEREGE_MSGFMT)
    message(FATAL_ERROR "msgfmt, which compiles translations, is missing: install gettext")
endif()
set(KEREGE_LOCALES kk ru en)

function(kerege_translations target)
    cmake_parse_arguments(arg "" "DOMAIN;FOLDER;OUTPUT" "" ${ARGN})
    set(catalogues)
    foreach(locale ${KEREGE_LOCALES})
        set(source ${arg_FOLDER}/${locale}.po)
        if(NOT EXISTS ${source})
            message(WARNING "${arg_DOMAIN}: no translations at ${source}")
            continue()
        endif()
        set(catalogue ${arg_OUTPUT}/${locale}.mo)
        add_custom_command(
            OUTPUT ${catalogue}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${arg_OUTPUT}
            COMMAND ${KEREGE_MSGFMT} --check-format --check-domain -o ${catalogue} ${source}
            DEPENDS ${source}
            COMMENT "Translations of ${arg_DOMAIN}: ${locale}"
            VERBATIM)
        list(APPEND catalogues ${catalogue})
    endforeach()
    add_custom_target(${target}_translations DEPENDS ${catalogues})
    add_dependencies(${target} ${target}_translations)
endfunction()
