# The fuzzers, of the build that scripts/fuzz asks for (clang, sanitizers); fuzz-replay of any build.
#   make fuzz                   every target for 60 s
#   make fuzz ARGS="code 600"   one, for 600 s
FUZZ_TARGETS := elf code ir service llvm
FUZZ         := $(addprefix tools/fuzz/,elf.c code.c ir.c service.c llvm.c engines.c laws.c)
FUZZ_LLVM    := $(BUILD)/src/service/engines_llvm.o $(LLVM_OBJ)
FUZZ_FLAGS    = $(filter-out -MMD -MP,$(CFLAGS)) $(filter-out -static-pie,$(LDFLAGS)) -pie
FUZZ_LIBS     = $(FUZZ_LLVM) $(BUILD)/libdragoman.a $(OPT_LIBS) -lm

$(FUZZ_TARGETS:%=$(BUILD)/tools/fuzz-%): $(BUILD)/tools/fuzz-%: $(FUZZ) tools/fuzz/libfuzzer.c tools/fuzz/arena.c \
    tools/fuzz/fuzz.h $(FUZZ_LLVM) $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(CC) $(FUZZ_FLAGS) -fsanitize=fuzzer -DFUZZ_TARGET=fuzz_$* -o $@ $(filter %.c,$^) $(FUZZ_LIBS)

$(BUILD)/tools/fuzz-replay: $(FUZZ) tools/fuzz/replay.c tools/fuzz/fuzz.h $(FUZZ_LLVM) $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(CC) $(FUZZ_FLAGS) -o $@ $(filter %.c,$^) $(FUZZ_LIBS)

$(BUILD)/tools/fuzz-programs: tools/fuzz/programs.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -O1 -g -Wall -Wextra -Werror -o $@ $<

fuzz:
	scripts/fuzz $(ARGS)
