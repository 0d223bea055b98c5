# Run at build time: copies the boundary's headers from FROM to TO as a later version might have them,
# with one member more at the end of everything that may grow.
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE headers RELATIVE ${FROM} ${FROM}/kerege/*.h ${FROM}/kerege/*.hpp)
set(count 0)
foreach(header IN LISTS headers)
    file(READ ${FROM}/${header} text)
    string(REGEX REPLACE "\n} (kerege_([a-z0-9_]+_v1|[a-z0-9_]+_draft1|plugin|host_api|route|sink|scope|letter|job|job_facts));"
           "\n    void (*added_later)(void);\n} \\1;" grown "${text}")
    if(NOT grown STREQUAL text)
        math(EXPR count "${count} + 1")
    endif()
    file(WRITE ${TO}/${header} "${grown}")
endforeach()
if(count LESS 8)
    message(FATAL_ERROR "only ${count} headers have something that could grow")
endif()
