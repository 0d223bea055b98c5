# kerege_add_test(NAME SOURCES … LIBRARIES …): a GoogleTest program, one CTest test per program so that
# CTest runs them in parallel. KEREGE_SOURCE_DIR tells it where data lie.
include(GoogleTest)
function(kerege_add_test name)
    cmake_parse_arguments(arg "" "TIMEOUT_S" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name} PRIVATE KEREGE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                               KEREGE_BUILD_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT_S)
        set(arg_TIMEOUT_S 300)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT_S} LABELS "${arg_LABELS}")
endfunction()
