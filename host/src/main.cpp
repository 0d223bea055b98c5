#include "host/src/app/application.hpp"

int main(int argc, char** argv) { return kerege::app::run(argc, argv); }
