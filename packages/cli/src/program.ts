console.log("用法:fadu <命令> [选项]")
