# The LLVM tier's library and build/dragoman-llvm, the runtime with it as an engine: for scripts/test-llvm. The Makefile has its sources.
LLVM_SUFFIX := $(filter-out 19,$(LLVM))
LLVM_TEST   := $(LLVM_OBJ) $(BUILD)/llvm-$(LLVM)/src/llvm/t/engine.o

$(BUILD)/dragoman-llvm$(LLVM_SUFFIX): $(LLVM_TEST) $(MAIN) $(BUILD)/libdragoman.a
	$(CC) -pie -o $@ $^ $(shell $(LLVM_CONFIG) --ldflags --libs) -lm

# The ops, one by one and in trees.
$(BUILD)/ops-llvm$(LLVM_SUFFIX): $(LLVM_OBJ) src/mach/x86_64/t/ops.c src/mach/x86_64/t/ops.h src/llvm/t/ops_llvm.c $(BUILD)/libdragoman.a
	$(CC) $(filter-out -MMD -MP,$(CFLAGS)) -pie -o $@ src/mach/x86_64/t/ops.c src/llvm/t/ops_llvm.c \
	    $(LLVM_OBJ) $(BUILD)/libdragoman.a $(shell $(LLVM_CONFIG) --ldflags --libs) -lm
-include $(LLVM_TEST:.o=.d)

# What small functions become.
$(BUILD)/code-llvm$(LLVM_SUFFIX): src/llvm/t/code.c $(LLVM_OBJ) $(BUILD)/libdragoman.a
	$(CC) $(filter-out -MMD -MP,$(CFLAGS)) -pie -o $@ $< \
	    $(LLVM_OBJ) $(BUILD)/libdragoman.a $(shell $(LLVM_CONFIG) --ldflags --libs) -lm

# The instruction tests' program with it (tools/insntest/tool.mk comes later, and has the sources).
$(BUILD)/tools/insntest-llvm$(LLVM_SUFFIX): $(LLVM_TEST) $(wildcard tools/insntest/*.[ch] tools/insntest/oracle/oracle.h) $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(CFLAGS)) -pie -Itools/insntest -o $@ $(wildcard tools/insntest/*.c) $(LLVM_TEST) \
	    $(BUILD)/libdragoman.a $(shell $(LLVM_CONFIG) --ldflags --libs) -lm
