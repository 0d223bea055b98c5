# find_package(KeregePlugin): what builds a plugin outside Kerege's own tree. Gives kerege_add_plugin(),
# the target kerege_sdk (headers) and kerege, the installed program, for tests.
if(COMMAND kerege_add_plugin AND TARGET kerege_sdk)
    return() # within the tree, or found before
endif()

cmake_path(SET KEREGE_PREFIX NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../../..")
add_library(kerege_sdk INTERFACE IMPORTED)
set_target_properties(kerege_sdk PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${KEREGE_PREFIX}/include")
if(CMAKE_CXX_COMPILER)
    set_target_properties(kerege_sdk PROPERTIES INTERFACE_COMPILE_FEATURES cxx_std_20)
endif()
add_executable(kerege IMPORTED)
set_target_properties(kerege PROPERTIES IMPORTED_LOCATION "${KEREGE_PREFIX}/bin/kerege")

# build/plugins can be named as a plugin folder of a host as it is.
set(KEREGE_PLUGINS_FOLDER ${CMAKE_BINARY_DIR}/plugins CACHE PATH "Where plugins are put")
include(${CMAKE_CURRENT_LIST_DIR}/SqlEmbedding.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/Translations.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/KeregePlugin.cmake)
