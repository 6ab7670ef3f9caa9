# The IR's test program; scripts/test-ir builds and runs it.
IR_TEST := $(patsubst %,$(BUILD)/src/ir/t/%.o,main eval cases random rebuild run)
$(BUILD)/ir-test: $(IR_TEST) $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^ -lm
